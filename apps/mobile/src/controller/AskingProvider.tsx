import { QueryClient, QueryClientProvider, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, type ReactNode } from 'react';
import { useAppPorts, useWatchedSnapshot } from './AppPortsContext.tsx';
import { ASKED } from './questions.ts';

/** While a backup goes on, what the ledger says is asked again this often. */
const REFRESH_MS = 2_000;
/** A list of more pages than these is asked for again when the backup turns to something else, and not all the time. */
const MOST_PAGES = 5;

/** Keeps what screens asked for, and asks again when the backup has gone on. */
export function AskingProvider({ children }: { readonly children: ReactNode }) {
  const [client] = useState(
    () =>
      new QueryClient({
        defaultOptions: {
          // Answers come from this device: they are asked for when something happened, not on a hunch.
          queries: { retry: false, staleTime: Infinity, refetchOnWindowFocus: false, networkMode: 'always' },
          mutations: { networkMode: 'always' },
        },
      }),
  );
  // What nobody will ask for again is not kept until it is old.
  useEffect(() => () => client.clear(), [client]);
  return (
    <QueryClientProvider client={client}>
      <RefreshOnChange />
      {children}
    </QueryClientProvider>
  );
}

function RefreshOnChange() {
  const { device, link } = useAppPorts();
  const snapshot = useWatchedSnapshot();
  const client = useQueryClient();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let { activity, statistics } = snapshot.current();
    let isDue: 'all' | 'short' = 'short';
    const refresh = (): void => {
      timer = undefined;
      const isAll = isDue === 'all';
      isDue = 'short';
      for (const asked of [ASKED.status, ASKED.albums, ASKED.assets, ASKED.history])
        void client.invalidateQueries(
          { queryKey: [asked], predicate: ({ state }) => isAll || pagesIn(state.data) <= MOST_PAGES },
          // One that takes longer than until the next time is not begun again and again.
          { cancelRefetch: isAll },
        );
    };
    const refreshSoon = (inMs: number): void => {
      if (inMs === 0) {
        isDue = 'all';
        clearTimeout(timer);
        timer = undefined;
      }
      timer ??= setTimeout(refresh, inMs);
    };
    const unsubscribes = [
      snapshot.subscribe((now) => {
        const isAnotherActivity = now.activity.kind !== activity.kind;
        // By value: that a screen asked for the numbers is no news.
        const areOtherNumbers = JSON.stringify(now.statistics) !== JSON.stringify(statistics);
        if (isAnotherActivity || areOtherNumbers) refreshSoon(isAnotherActivity ? 0 : REFRESH_MS);
        ({ activity, statistics } = now);
      }),
      device.conditions.subscribe(() => {
        refreshSoon(0);
      }),
      link.changes.subscribe(() => {
        // What this page changes itself it asks again by itself, once the last change is made; before, it shows what was wanted.
        if (client.isMutating({ mutationKey: [ASKED.settings] }) === 0) void client.invalidateQueries();
      }),
      // What happened while the link was lost is not known.
      link.state.subscribe(({ kind }) => {
        if (kind === 'connected') void client.invalidateQueries();
      }),
    ];
    return () => {
      clearTimeout(timer);
      for (const unsubscribe of unsubscribes) unsubscribe();
    };
  }, [client, device, link, snapshot]);
  return null;
}

/** Of a list that is read page by page. */
function pagesIn(data: unknown): number {
  return typeof data === 'object' && data !== null && 'pages' in data && Array.isArray(data.pages)
    ? data.pages.length
    : 1;
}
