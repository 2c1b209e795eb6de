import { Cancelled, CancelSource, type CancelSignal } from '../cancel.ts';
import { BackupError } from '../errors/backup-error.ts';
import type { Clock } from '../ports/clock.ts';

/** No byte for so long means a stalled transfer (U6). */
const STALL_LIMIT_MS = 30_000;
const TICK_MS = 1_000;
const TICKS_PER_LIMIT = STALL_LIMIT_MS / TICK_MS;

/** One for all, because making an error takes as long as sending a small file's head. */
const FINISHED = new Cancelled('the work is done');

/** What the work tells its guard. */
export interface Progress {
  readonly onBytes: () => void;
  /** It gets ahead, and will now be quiet for so much longer than the limit without being stuck. */
  readonly allowSilence: (moreMs: number) => void;
}

/**
 * Runs work that calls `onBytes` whenever it gets ahead, and tells it to stop, with the error `timeout`, when it does not
 * for 30 s, or up to a second more. The work throws its signal's reason as soon as the signal is given.
 *
 * Counts its own ticks instead of comparing times of day, because a device's clock jumps.
 */
export async function withStallGuard<Result>(
  clock: Clock,
  signal: CancelSignal,
  work: (signal: CancelSignal, progress: Progress) => Promise<Result>,
): Promise<Result> {
  const guarded = new CancelSource(signal);
  const finished = new CancelSource();
  let quietTicks = 0;

  const watch = async (): Promise<void> => {
    while (!finished.aborted) {
      await clock.sleep(TICK_MS, finished);
      quietTicks += 1;
      if (quietTicks < TICKS_PER_LIMIT) continue;
      guarded.cancel(new BackupError('timeout', `no byte moved for ${STALL_LIMIT_MS / 1000} seconds`));
      return;
    }
  };
  // Its only way to fail is the end of the work, which is awaited below.
  watch().catch(() => undefined);

  try {
    return await work(guarded, {
      // The tick that is under way is not a whole one.
      onBytes() {
        quietTicks = -1;
      },
      allowSilence(moreMs) {
        quietTicks = -1 - Math.floor(moreMs / TICK_MS);
      },
    });
  } finally {
    finished.cancel(FINISHED);
    guarded.release();
  }
}
