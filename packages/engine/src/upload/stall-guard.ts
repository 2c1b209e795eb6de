import { CancelSource, untilCancelled, type CancelSignal } from '../cancel.ts';
import { BackupError } from '../errors/backup-error.ts';
import type { Clock } from '../ports/clock.ts';

/** No byte for so long means a stalled transfer (U6). */
export const STALL_LIMIT_MS = 30_000;
const CHECKS_PER_LIMIT = 6;

/**
 * Runs work that calls `onBytes` whenever it gets ahead, and ends it with the error `timeout` when it does not for
 * 30 s. Counts its own ticks instead of comparing times of day, because a device's clock jumps.
 */
export async function withStallGuard<Result>(
  clock: Clock,
  signal: CancelSignal,
  work: (signal: CancelSignal, onBytes: () => void) => Promise<Result>,
): Promise<Result> {
  const guarded = new CancelSource(signal);
  const finished = new CancelSource();
  let quietTicks = 0;

  const watch = async (): Promise<void> => {
    while (!finished.aborted) {
      await clock.sleep(STALL_LIMIT_MS / CHECKS_PER_LIMIT, finished);
      quietTicks += 1;
      if (quietTicks < CHECKS_PER_LIMIT) continue;
      guarded.cancel(new BackupError('timeout', `no byte moved for ${STALL_LIMIT_MS / 1000} seconds`));
      return;
    }
  };
  // Its only way to fail is the end of the work, which is awaited below.
  watch().catch(() => undefined);

  try {
    const running = work(guarded, () => {
      quietTicks = 0;
    });
    return await untilCancelled(running, guarded);
  } finally {
    finished.cancel();
    guarded.release();
  }
}
