import type { ErrorCode } from '../errors/backup-error.ts';
import type { RunOutcome } from '../run/run-machine.ts';

/** The longest time that what is owed waits for better conditions before it is tried all the same. */
const LONGEST_PAUSE_MS = 15 * 60_000;

/** What is over as soon as the server is back, of which nobody tells. */
const PASSING: ReadonlySet<ErrorCode> = new Set([
  'network',
  'untrusted-server',
  'timeout',
  'server-error',
  'too-many-requests',
  'bad-answer',
  'not-a-photo-server',
]);

/** Whether a run ended because the server could not be asked, which passes by itself. */
export function isServerAway(outcome: RunOutcome): boolean {
  return outcome.kind === 'stopped' && PASSING.has(outcome.code);
}

/** Whether a run ended because of what passes without anybody doing anything: its server is away, or the library does not answer. */
export const isPassing = (outcome: RunOutcome): boolean =>
  isServerAway(outcome) || (outcome.kind === 'stopped' && outcome.code === 'library-unavailable');

/**
 * How long what a run left undone waits, ms. What gave way to a person goes on when they have looked, which takes moments; while something longer
 * goes on, the next run is refused. A server that is away is asked soon, and then less and less often: `missedCount`
 * counts the runs in a row, this one with them, that it was. Pure.
 */
export function pauseBefore(
  outcome: RunOutcome,
  missedCount: number,
  { triggerDelayMs }: { readonly triggerDelayMs: number },
): number {
  if (outcome.kind === 'yielded') return triggerDelayMs;
  return isServerAway(outcome)
    ? Math.min(triggerDelayMs * 2 ** missedCount, LONGEST_PAUSE_MS)
    : LONGEST_PAUSE_MS;
}
