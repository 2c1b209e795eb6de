import { throwIfCancelled, type CancelSignal } from '../cancel.ts';
import { BackupError } from '../errors/backup-error.ts';
import type { Connection } from '../run/connection.ts';

/**
 * Whether an error of one file says nothing about the others, so that a restore goes on with them: true also of a
 * connection that breaks again and again for this file, while the server answers.
 */
export async function concernsOneFile(
  connection: Pick<Connection, 'isThere'>,
  error: unknown,
  signal: CancelSignal,
): Promise<boolean> {
  throwIfCancelled(signal);
  if (!(error instanceof BackupError) || error.disposition === 'stop') return false;
  return error.disposition !== 'wait' || connection.isThere(signal);
}
