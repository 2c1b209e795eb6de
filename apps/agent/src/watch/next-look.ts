import type { ErrorCode, RunOutcome, Settings } from '@keepsake/engine';

const MINUTE_MS = 60_000;
/** As long as the engine leaves what it owes. */
const LONGEST_PAUSE_MS = 15 * MINUTE_MS;

/** Folders that cannot be watched are looked at so often … */
export const UNWATCHED_MINUTES = 5;
/** … and watched ones, too, since not every disk tells all, and proving what is on the server needs runs. */
const WATCHED_MS = 6 * 60 * MINUTE_MS;

/** What is over as soon as the server or the network is back, of which nobody tells. */
const PASSING: ReadonlySet<ErrorCode> = new Set([
  'network',
  'timeout',
  'server-error',
  'too-many-requests',
  'bad-answer',
  'not-a-photo-server',
]);

/**
 * How long after a run the library is looked at again though nothing changes. A server that is away is asked soon, and
 * then less and less often; `failedCount` counts the runs in a row that it was. Pure.
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
  if (isPassing(outcome)) return Math.min(settings.triggerDelayMs * 2 ** failedCount, LONGEST_PAUSE_MS);
  if (outcome.kind === 'stopped') return LONGEST_PAUSE_MS;
  return isWatched ? WATCHED_MS : UNWATCHED_MINUTES * MINUTE_MS;
}

/** Whether the server could not be asked, which passes by itself. */
export function isPassing(outcome: RunOutcome): boolean {
  return outcome.kind === 'stopped' && PASSING.has(outcome.code);
}
