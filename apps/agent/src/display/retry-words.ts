import { typed } from '../cli/command-name.ts';
import type { ErrorCode, Failure } from '@keepsake/engine';

/** What fails in the same way each time, until the file is another one; then it is tried by itself. */
const UNTIL_CHANGED: ReadonlySet<ErrorCode> = new Set(['empty-file', 'unsupported-type', 'asset-gone']);

/** Whether trying afresh can help; of some failures no new attempt makes anything else. */
export const isHelpedByRetry = ({ code }: Pick<Failure, 'code'>): boolean => !UNTIL_CHANGED.has(code);

/** What to do about one that failed. */
export function retrySentence(failure: Pick<Failure, 'code'>): string {
  return isHelpedByRetry(failure)
    ? `\`${typed('retry')}\` tries it afresh.`
    : 'Trying again changes nothing until the file does; then the next backup takes it by itself.';
}

/** What to do about several, of which trying again helps some; `library` are the words that name theirs. */
export function retryHint(count: number, helpedCount: number, library: string): string {
  const others = 'fail in the same way until the file changes, and are taken by the next backup then';
  if (helpedCount === 0)
    return count === 1
      ? 'Trying again changes nothing until the file does; then the next backup takes it by itself.'
      : `Trying again changes nothing: they ${others}.`;
  const hint = `Try again with: ${typed(`retry${library}`)}`;
  return helpedCount === count ? hint : `Those that are empty, of no known type or gone ${others}. ${hint}`;
}

/** What is said at the end of a backup of which something failed. A file that was repaired looks as before: its date and size are the same. */
export function failedHint(canRetryHelp: boolean): string {
  return canRetryHelp
    ? `What failed is not tried again by itself unless the file changes: one that could not be read stays failed when it can be read again. To try again: ${typed('retry')}. To list it: ${typed('failed')}`
    : `What failed is backed up by the next backup once the file is another one; trying again as it is changes nothing. To list it, and why: ${typed('failed')}`;
}
