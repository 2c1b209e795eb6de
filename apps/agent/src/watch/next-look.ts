import { pauseBefore, type RunOutcome, type Settings } from '@keepsake/engine';

const MINUTE_MS = 60_000;
/** Folders that cannot be watched are looked at so often … */
export const UNWATCHED_MINUTES = 5;
/** … and watched ones, too, since not every disk tells all, and proving what is on the server needs runs. */
const WATCHED_MS = 6 * 60 * MINUTE_MS;

/**
 * How long after a run the library is looked at again though nothing changes; `failedCount` counts the runs in a row for
 * which the server was away. Pure.
 */
export function pauseAfter(
  outcome: RunOutcome,
  {
    failedCount,
    isWatched,
    settings,
  }: {
    readonly failedCount: number;
    readonly isWatched: boolean;
    readonly settings: Pick<Settings, 'triggerDelayMs'>;
  },
): number {
  if (outcome.kind === 'stopped') return pauseBefore(outcome, failedCount, settings);
  return isWatched ? WATCHED_MS : UNWATCHED_MINUTES * MINUTE_MS;
}
