import { performance } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import { isSqliteBusy } from './database-error.ts';

/** How long a write waits for a lock that another process holds. */
const PATIENCE_MS = 5000;
const PAUSE_MS = 25;

/**
 * Tries again for as long as another process holds the lock of the database, and leaves the thread to others meanwhile.
 *
 * @param pause resolves when it may be tried again; waits a moment when left out
 * @throws what the last attempt threw, after five seconds
 */
export async function whileLocked<T>(
  attempt: () => Promise<T>,
  pause = waitAMoment,
  nowMs = () => performance.now(),
): Promise<T> {
  const sinceMs = nowMs();
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (!isSqliteBusy(error) || nowMs() - sinceMs > PATIENCE_MS) throw error;
    }
    await pause();
  }
}

export async function waitAMoment(): Promise<void> {
  await setTimeout(PAUSE_MS);
}
