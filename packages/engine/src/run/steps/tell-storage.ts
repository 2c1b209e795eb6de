import { BackupError } from '../../errors/backup-error.ts';
import { withAnswerLimit } from '../answer-limit.ts';
import type { RunContext } from '../run-context.ts';

/** A run that is over does not stay for a server that says nothing. */
const ANSWER_MS = 10_000;

/** Looks how much is stored, and tells it; a server that does not say changes nothing. */
export async function tellStorage({
  deps,
  observer,
  signal,
}: Pick<RunContext, 'deps' | 'observer' | 'signal'>): Promise<void> {
  try {
    const { storage } = await withAnswerLimit(deps.clock, ANSWER_MS, signal, (limited) =>
      deps.remote.describe(limited),
    );
    observer.onStorage(storage);
  } catch (error) {
    // That the numbers are a little old is no reason to call anything else otherwise; nor is it that this was cut short.
    if (!(error instanceof BackupError) && !signal.aborted) throw error;
  }
}
