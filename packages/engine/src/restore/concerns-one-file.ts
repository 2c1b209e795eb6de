import { throwIfCancelled, untilCancelled, type CancelSignal } from '../cancel.ts';
import { BackupError } from '../errors/backup-error.ts';
import type { Remote } from '../ports/remote.ts';

/**
 * Whether an error of one file says nothing about the others, so that a restore goes on with them: true also of a
 * connection that breaks again and again for this file, while the server answers.
 */
export async function concernsOneFile(
  remote: Pick<Remote, 'describe'>,
  error: unknown,
  signal: CancelSignal,
): Promise<boolean> {
  throwIfCancelled(signal);
  if (!(error instanceof BackupError) || error.disposition === 'stop') return false;
  if (error.disposition !== 'wait') return true;
  try {
    await untilCancelled(remote.describe(signal), signal);
    return true;
  } catch (silence) {
    throwIfCancelled(signal);
    if (silence instanceof BackupError) return false;
    throw silence;
  }
}
