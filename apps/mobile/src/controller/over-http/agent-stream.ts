import { CancelSource, Cancelled, WatchedValue } from '@keepsake/engine';
import { EVENTS_PATH, HEARTBEAT_MS, type LocalEvent } from '@keepsake/protocol/local';
import type { AgentLink, LinkState } from '../agent-link.ts';
import type { AgentPlatform } from './agent-platform.ts';
import { readEvents } from './read-events.ts';

/** An agent that shows no sign of life for so long is not there. */
const SILENCE_MS = 3 * HEARTBEAT_MS;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5_000;
/** A page that nobody sees lets go after this long. */
const HIDDEN_MS = 5_000;
/** Among more pages than the agent has streams for, one that made way for another asks again after this long. */
const TURN_MS = 3_000;

/** The agent is gone; it does not know this page; nobody looks; or another page was given the stream of this one. */
type StreamEnd = 'lost' | 'refused' | 'unseen' | 'made-way';

/** The stream of events from the agent, which is opened again by itself for as long as it is not closed. */
export interface AgentStream extends Omit<AgentLink, 'changes'> {
  readonly state: WatchedValue<LinkState>;
  close(): void;
}

/** Opens the stream. Each `hello` says that what came before may have been missed. */
export function openAgentStream(platform: AgentPlatform, onEvent: (event: LocalEvent) => void): AgentStream {
  const { clock, visibility } = platform;
  const state = new WatchedValue<LinkState>({ kind: 'connecting' });
  const closed = new CancelSource();
  let pause = new CancelSource(closed);
  let failures = 0;

  const lose = (): void => {
    const { kind } = state.current();
    if (kind === 'connected') state.set({ kind: 'lost', sinceMs: clock.now() });
    // Somebody looked again, and now nobody answers: neither does the one who refused.
    else if (kind === 'refused') state.set({ kind: 'lost', sinceMs: clock.now() });
    else if (kind === 'connecting' && failures > 2) state.set({ kind: 'lost', sinceMs: clock.now() });
  };
  const onVisible = (): void => {
    if (visibility.current() === 'seen') pause.cancel(new Cancelled('somebody looks'));
  };
  const unsubscribe = visibility.subscribe(onVisible);

  void run();
  return {
    state,
    retry: () => pause.cancel(new Cancelled('the person wants it now')),
    close() {
      unsubscribe();
      closed.cancel();
    },
  };

  async function run(): Promise<void> {
    while (!closed.aborted) {
      const end = await connect().catch(() => 'lost' as const);
      if (closed.aborted) return;
      if (end === 'unseen') {
        await waitUntilSeen();
        continue;
      }
      if (end === 'made-way') {
        await rest(TURN_MS);
        continue;
      }
      if (end === 'refused') {
        if (state.current().kind !== 'refused') state.set({ kind: 'refused' });
        await untilAsked();
        continue;
      }
      failures += 1;
      lose();
      await rest(Math.min(FIRST_PAUSE_MS * 2 ** Math.min(failures, 8), LONGEST_PAUSE_MS));
    }
  }

  async function connect(): Promise<StreamEnd> {
    const abort = new AbortController();
    let end: StreamEnd = 'lost';
    const stop = (): void => abort.abort();
    closed.addEventListener('abort', stop);
    const silence = new Timer(platform, SILENCE_MS, stop);
    const letGo = (): void => {
      end = 'unseen';
      stop();
    };
    const hidden = new Timer(platform, HIDDEN_MS, letGo);
    const look = (): void => {
      const seen = visibility.current();
      if (seen === 'seen') hidden.stop();
      else if (seen === 'hidden') hidden.start();
      else letGo();
    };
    const unwatch = visibility.subscribe(look);
    look();
    silence.start();
    try {
      const url = platform.origin + EVENTS_PATH;
      const answer = await platform.fetch(url, { method: 'GET', signal: abort.signal });
      if (answer.status === 401 || answer.status === 403 || answer.status === 421) return 'refused';
      if (answer.status !== 200) return end;
      await readEvents(
        answer,
        (event) => {
          if (event.kind === 'make-way') end = 'made-way';
          else onEvent(event);
          if (event.kind !== 'hello') return;
          failures = 0;
          if (state.current().kind !== 'connected') state.set({ kind: 'connected' });
        },
        () => silence.start(),
      );
      return end;
    } catch {
      return end;
    } finally {
      silence.stop();
      hidden.stop();
      unwatch();
      closed.removeEventListener('abort', stop);
      abort.abort();
    }
  }

  async function rest(durationMs: number): Promise<void> {
    pause = new CancelSource(closed);
    await clock.sleep(durationMs, pause).catch(() => undefined);
    pause.release();
  }

  /**
   * Only opening the page anew helps, so it is not asked by itself. Whoever comes back to this page may have done that, in another
   * tab.
   */
  async function untilAsked(): Promise<void> {
    const asked = new CancelSource(closed);
    pause = asked;
    await new Promise<void>((resolve) => {
      if (asked.aborted) resolve();
      else asked.addEventListener('abort', resolve);
    });
    asked.release();
  }

  async function waitUntilSeen(): Promise<void> {
    while (visibility.current() !== 'seen' && !closed.aborted) await rest(60_000);
  }
}

/** Calls back once, unless it is started anew or stopped before. */
class Timer {
  readonly #platform: AgentPlatform;
  readonly #durationMs: number;
  readonly #onOver: () => void;
  #running: CancelSource | undefined;

  constructor(platform: AgentPlatform, durationMs: number, onOver: () => void) {
    this.#platform = platform;
    this.#durationMs = durationMs;
    this.#onOver = onOver;
  }

  start(): void {
    this.stop();
    const running = new CancelSource();
    this.#running = running;
    this.#platform.clock.sleep(this.#durationMs, running).then(this.#onOver, () => undefined);
  }

  stop(): void {
    this.#running?.cancel();
  }
}
