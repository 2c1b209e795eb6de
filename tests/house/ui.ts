import { setTimeout as sleep } from 'node:timers/promises';
import type { AlbumId, BackupController } from '@keepsake/engine';
import { connectToAgent } from '../../apps/mobile/src/controller/over-http/connect-to-agent.ts';
import { ACCOUNT, type House, type ProcessOptions } from './house.ts';
import type { Spawned } from './spawned.ts';

type Platform = Parameters<typeof connectToAgent>[0];
export type Ports = ReturnType<typeof connectToAgent>;

/** `keepsake ui`, and a browser that it let in. */
export interface Ui {
  readonly process: Spawned;
  readonly origin: string;
  /** Of the browser. */
  readonly cookie: string;
  /** Sends a request as the page in that browser would. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /** Opens the page in it; closed with `close`. */
  connect(): Ports;
  /** Whether the page is hidden, for those that are connected. */
  hide(isHidden: boolean): void;
  close(): void;
}

/** Starts `keepsake ui`, and lets a browser in by its link. */
export async function openUi(
  house: House,
  words: readonly string[] = [],
  options: ProcessOptions = {},
): Promise<Ui> {
  const process = house.startKeepsake(['ui', '--no-open', ...words], options);
  const line = await process.untilLine((text) => text.includes('http://'));
  const link = /http:\/\/\S+/.exec(line)?.[0] ?? '';
  return enter(process, link);
}

/** Opens a link in a new browser. */
export async function enter(process: Spawned, link: string): Promise<Ui> {
  const { origin } = new URL(link);
  const answer = await fetch(link, { redirect: 'manual' });
  const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
  const opened: Ports[] = [];
  const hiders = new Set<() => void>();
  let isPageHidden = false;
  // What a browser adds by itself.
  const asPage = (init: RequestInit = {}): RequestInit => ({
    ...init,
    headers: {
      ...(init.headers as Record<string, string> | undefined),
      cookie,
      origin,
      'sec-fetch-site': 'same-origin',
    },
  });
  const platform: Platform = {
    origin,
    fetch: (url, request) => fetch(url, asPage(request)),
    drawFrame: async () => undefined,
    forgetFrame: () => undefined,
    clock: {
      now: () => Date.now(),
      sleep: (durationMs, signal) =>
        new Promise((resolve, reject) => {
          const timer = setTimeout(resolve, durationMs);
          const stop = (): void => {
            clearTimeout(timer);
            reject(signal.reason);
          };
          if (signal.aborted) stop();
          else signal.addEventListener('abort', stop);
        }),
    },
    visibility: {
      current: () => (isPageHidden ? 'hidden' : 'seen'),
      subscribe(onChange) {
        hiders.add(onChange);
        return () => hiders.delete(onChange);
      },
    },
  };
  return {
    process,
    origin,
    cookie,
    fetch: (path, init) => fetch(origin + path, asPage(init)),
    connect() {
      const ports = connectToAgent(platform);
      opened.push(ports);
      return ports;
    },
    hide(isHidden) {
      isPageHidden = isHidden;
      for (const onChange of hiders) onChange();
    },
    close() {
      for (const ports of opened) ports.close();
    },
  };
}

/** Waits until a value that changes by itself passes. */
export async function untilValue<Value>(
  watched: { current(): Value; subscribe(onChange: (value: Value) => void): () => void },
  passes: (value: Value) => boolean,
): Promise<Value> {
  return new Promise((resolve) => {
    let unsubscribe = (): void => undefined;
    const look = (value: Value): void => {
      if (!passes(value)) return;
      unsubscribe();
      resolve(value);
    };
    unsubscribe = watched.subscribe(look);
    look(watched.current());
  });
}

/** Asks until the answer passes; for what tells nobody that it changed. */
export async function untilAnswer<Answer>(
  ask: () => Promise<Answer>,
  passes: (answer: Answer) => boolean,
): Promise<Answer> {
  for (;;) {
    const answer = await ask();
    if (passes(answer)) return answer;
    await sleep(50);
  }
}

/** Snapshots as a value that changes by itself. */
export const asWatched = (controller: BackupController) => ({
  current: () => controller.snapshot(),
  subscribe: (onChange: Parameters<BackupController['subscribe']>[0]) => controller.subscribe(onChange),
});
export const untilConnected = ({ link }: Ports) => untilValue(link.state, ({ kind }) => kind === 'connected');

/** An agent whose page has signed in and chosen the library. */
export async function settleUi(
  house: House,
  words: readonly string[] = [],
  options: ProcessOptions = {},
): Promise<{ ui: Ui; ports: Ports }> {
  const [, ui] = await Promise.all([house.startServer(), openUi(house, words, options)]);
  const ports = ui.connect();
  await ports.account.signIn(house.serverUrl, { kind: 'first-account', ...ACCOUNT });
  await ports.device.chooseFolders([house.library]);
  return { ui, ports };
}

export async function chooseEverything({ controller }: Ports): Promise<void> {
  await controller.chooseAlbums(new Map([['everything' as AlbumId, 'selected']]));
}
