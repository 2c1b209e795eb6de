import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Account, Login, ServerFound, SignInOutcome } from './account.ts';
import { useAppPorts } from './AppPortsContext.tsx';
import { useKept } from './use-kept.ts';
import { useQuiet } from './use-quiet.ts';
import { useWatched } from './use-watched.ts';

/** So long nobody presses a key before a server is looked for. */
const QUIET_MS = 350;
/** Under which what is typed of the address is kept. */
const ADDRESS = 'address';

/** What is at an address while it is typed. */
export interface FindingServer {
  /** Of exactly the address asked for; undefined: it is still looked for, or nothing is typed. */
  readonly found: ServerFound | undefined;
  readonly isLooking: boolean;
  readonly again: () => void;
  /** Asks for what is there without waiting for more to be typed, and goes on with it; once, and not after `forget`. */
  readonly goOn: (onFound: (found: ServerFound) => void) => void;
  /** It is gone on as soon as it is known what is there. */
  readonly isAwaited: boolean;
  /** What is there is no longer gone on with. */
  readonly forget: () => void;
}

/** Looks for a server once the person stops typing. What was found is not looked for again. */
export function useServerAt(typed: string): FindingServer {
  const { account } = useAppPorts();
  const client = useQueryClient();
  const wanted = typed.trim();
  const address = useQuiet(wanted, QUIET_MS);
  const asked = useQuery({ ...askingAt(account, address), enabled: address !== '' });
  const awaited = useMutation({
    mutationFn: (at: string) => client.query(askingAt(account, at)),
  });
  const isOfThis = address === wanted;
  // A server that was found stays while it is asked for once more: whoever fills in a form before it keeps that.
  const isAwaitedAnew = asked.isFetching && (asked.data === undefined || mayComeYet(asked.data));
  return {
    found: isOfThis && !isAwaitedAnew ? asked.data : undefined,
    isLooking: wanted !== '' && (!isOfThis || isAwaitedAnew),
    again: () => void asked.refetch(),
    goOn(onFound) {
      if (wanted !== '') awaited.mutate(wanted, { onSuccess: onFound });
    },
    isAwaited: awaited.isPending,
    forget: awaited.reset,
  };
}

/** What is at an address is never an error; that the link is lost is said by the frame. */
function askingAt(account: Account, address: string) {
  return queryOptions({
    queryKey: ['server', address],
    queryFn: ({ signal }) => account.findServer(address, signal),
    staleTime: ({ state }) => (state.data !== undefined && mayComeYet(state.data) ? 0 : Infinity),
  });
}

/** No server can be used there now: a moment later it may be otherwise. */
function mayComeYet({ kind }: ServerFound): boolean {
  return kind === 'no-answer' || kind === 'untrusted';
}

/** Something that a person had done: it goes on, or ended in one way or another. */
export interface Doing<Input, Output> {
  readonly run: (input: Input) => void;
  readonly isBusy: boolean;
  readonly outcome: Output | undefined;
  readonly error: Error | null;
  readonly reset: () => void;
}

/** Signs in. What the screen asked for before is asked for again: it was another person's. */
export function useSignIn(serverUrl: string, onSignedIn: () => void): Doing<Login, SignInOutcome> {
  const { account, drafts } = useAppPorts();
  const client = useQueryClient();
  const { mutate, isPending, data, error, reset } = useMutation({
    mutationFn: (login: Login) => account.signIn(serverUrl, login),
    // The login is a secret: nothing of it stays behind.
    gcTime: 0,
    onSuccess: async ({ kind }) => {
      if (kind !== 'signed-in') return;
      // It is known from now on.
      drafts.keep(ADDRESS, undefined);
      onSignedIn();
      await client.invalidateQueries({ predicate: ({ queryKey: [name] }) => name !== 'server' });
    },
  });
  return { run: mutate, isBusy: isPending, outcome: data, error, reset };
}

/** Signs out; `forgetsLedger` ends the first run's being over, too: it begins anew. */
export function useSignOut(onSignedOut: () => void): Doing<{ readonly forgetsLedger: boolean }, void> {
  const { account, preferences, drafts } = useAppPorts();
  const client = useQueryClient();
  const { mutate, isPending, data, error, reset } = useMutation({
    mutationFn: (options: { readonly forgetsLedger: boolean }) => account.signOut(options),
    onSuccess: (_nothing, { forgetsLedger }) => {
      onSignedOut();
      if (!forgetsLedger) return;
      drafts.forget();
      void client.resetQueries();
      preferences.change({ isFirstRunOver: false });
    },
  });
  return { run: mutate, isBusy: isPending, outcome: data, error, reset };
}

/** The address of the server that this device is or was signed in to; undefined: none yet. */
export function useKnownServer(): string | undefined {
  const { account } = useAppPorts();
  const state = useWatched(account.state);
  if (state.kind === 'loading') return undefined;
  return 'serverUrl' in state ? state.serverUrl : state.lastServerUrl;
}

/** The address of a server while it is typed: until something is, that of the known one. */
export function useAddress(): readonly [string, (address: string) => void] {
  return useKept<string>(ADDRESS, useKnownServer() ?? '');
}

/** The email that one is or was signed in with at this server; undefined: it is not known. */
export function useKnownEmail(serverUrl: string): string | undefined {
  const { account } = useAppPorts();
  const state = useWatched(account.state);
  if (state.kind === 'loading') return undefined;
  const [knownUrl, email] =
    'serverUrl' in state ? [state.serverUrl, state.email] : [state.lastServerUrl, state.lastEmail];
  return knownUrl === serverUrl ? email : undefined;
}
