import { throwIfCancelled, type CancelSignal, type Clock } from '@keepsake/engine';

/** A clock whose time is moved by the test; nothing waits for real. */
export interface FakeClock extends Clock {
  /** How many are asleep. */
  readonly sleeperCount: number;
  /** Lets time pass. Sleepers wake in the order of their times, each at its own time, and may fall asleep again. */
  advance(durationMs: number): Promise<void>;
  /** Sets the device's clock, forwards or back. Sleepers notice nothing: a wait is a wait. */
  set(nowMs: number): void;
  /** Keeps time from passing by itself until the returned function is called; for real I/O under `autoAdvance`. */
  hold(): () => void;
}

export interface FakeClockOptions {
  /** The first time it shows; by default 2026-01-01. */
  readonly nowMs?: number;
  /**
   * Time passes by itself, to the next sleeper, when nothing else has happened for a few turns of the event loop.
   * Work on real files or sockets takes longer than that: `hold` the clock meanwhile.
   */
  readonly autoAdvance?: boolean;
}

interface Sleeper {
  readonly atMs: number;
  readonly wake: () => void;
}

const QUIET_TURNS = 3;

/** Makes a clock that stands still, or with `autoAdvance` skips every wait as soon as everything is asleep. */
export function createFakeClock(options: FakeClockOptions = {}): FakeClock {
  const sleepers = new Set<Sleeper>();
  let elapsedMs = 0;
  let epochMs = options.nowMs ?? Date.UTC(2026, 0, 1);
  let holds = 0;
  let isWatching = false;
  let stirs = 0;

  const next = (): Sleeper | undefined => {
    let first: Sleeper | undefined;
    for (const sleeper of sleepers) if (first === undefined || sleeper.atMs < first.atMs) first = sleeper;
    return first;
  };

  const wake = (sleeper: Sleeper): void => {
    elapsedMs = Math.max(elapsedMs, sleeper.atMs);
    sleeper.wake();
  };

  const watchForQuiet = async (): Promise<void> => {
    if (options.autoAdvance !== true || isWatching) return;
    isWatching = true;
    while (sleepers.size > 0 && holds === 0) {
      const before = stirs;
      for (let turn = 0; turn < QUIET_TURNS; turn++) await nextTurn();
      const first = next();
      if (before === stirs && holds === 0 && first !== undefined) wake(first);
    }
    isWatching = false;
  };

  return {
    now: () => epochMs + elapsedMs,

    sleep: async (durationMs, signal) => {
      throwIfCancelled(signal);
      if (durationMs <= 0) return;
      stirs++;
      await sleepUntil(elapsedMs + durationMs, signal, sleepers, () => {
        stirs++;
        void watchForQuiet();
      });
      throwIfCancelled(signal);
    },

    get sleeperCount() {
      return sleepers.size;
    },

    advance: async (durationMs) => {
      const untilMs = elapsedMs + durationMs;
      await nextTurn();
      for (let first = next(); first !== undefined && first.atMs <= untilMs; first = next()) {
        wake(first);
        await nextTurn();
      }
      elapsedMs = Math.max(elapsedMs, untilMs);
    },

    set: (nowMs) => {
      epochMs = nowMs - elapsedMs;
    },

    hold: () => {
      let isHeld = true;
      holds++;
      return () => {
        if (!isHeld) return;
        isHeld = false;
        holds--;
        stirs++;
        void watchForQuiet();
      };
    },
  };
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Resolves when woken or told to stop; leaves neither sleeper nor listener behind. */
function sleepUntil(
  atMs: number,
  signal: CancelSignal,
  sleepers: Set<Sleeper>,
  onStir: () => void,
): Promise<void> {
  return new Promise((resolve) => {
    const finish = (): void => {
      sleepers.delete(sleeper);
      signal.removeEventListener('abort', finish);
      onStir();
      resolve();
    };
    const sleeper: Sleeper = { atMs, wake: finish };
    sleepers.add(sleeper);
    signal.addEventListener('abort', finish);
    onStir();
  });
}
