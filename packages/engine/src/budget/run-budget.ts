import { Cancelled, CancelSource } from '../cancel.ts';
import type { Clock } from '../ports/clock.ts';

const TICK_MS = 1_000;
/** What is needed to write down where everything stands and to answer the platform. */
const CLOSING_TIME_MS = 2_000;

/** The time that a platform gives to a run (B4). */
export interface RunBudget {
  /** Time left for transfers; Infinity: nobody counts. */
  remainingMs(): number;
  /** Time since the run began, as far as it is counted. */
  elapsedMs(): number;
  /** The run is over: nothing ticks any more. */
  end(): void;
}

/**
 * Counts a run's time, and tells the run to stop shortly before it is used up. Counts its own ticks, because a device's
 * clock jumps.
 */
export function createRunBudget(clock: Clock, budgetMs: number | undefined, run: CancelSource): RunBudget {
  if (budgetMs === undefined) {
    return { remainingMs: () => Infinity, elapsedMs: () => 0, end: () => undefined };
  }
  const usableMs = Math.max(0, budgetMs - CLOSING_TIME_MS);
  const over = new CancelSource();
  let spentMs = 0;
  const count = async (): Promise<void> => {
    while (spentMs < usableMs) {
      const tickMs = Math.min(TICK_MS, usableMs - spentMs);
      await clock.sleep(tickMs, over);
      spentMs += tickMs;
    }
    run.cancel(new Cancelled('the time for this run is used up', 'out-of-time'));
  };
  // Its only way to fail is the end of the run.
  count().catch(() => undefined);
  return {
    remainingMs: () => usableMs - spentMs,
    elapsedMs: () => spentMs,
    end: () => {
      over.cancel();
    },
  };
}
