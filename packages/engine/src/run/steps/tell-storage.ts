import { untilCancelled } from '../../cancel.ts';
import { BackupError } from '../../errors/backup-error.ts';
import type { RunContext } from '../run-context.ts';

/** Looks how much is stored, and tells it; a server that does not say changes nothing. */
export async function tellStorage({
  deps,
  observer,
  signal,
}: Pick<RunContext, 'deps' | 'observer' | 'signal'>): Promise<void> {
  try {
    observer.onStorage((await untilCancelled(deps.remote.describe(signal), signal)).storage);
  } catch (error) {
    // That the numbers are a little old is no reason to call anything else otherwise.
    if (!(error instanceof BackupError)) throw error;
  }
}
