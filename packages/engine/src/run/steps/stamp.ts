import { throwIfCancelled, untilCancelled } from '../../cancel.ts';
import { BackupError } from '../../errors/backup-error.ts';
import type { RunContext } from '../run-context.ts';
import { settleAlbums } from '../settle-albums.ts';

/** Writes down when albums and all were last backed up (B5), and looks once more how much is stored. */
export async function stamp({
  deps,
  partialAlbums,
  planRevision,
  observer,
  signal,
}: RunContext): Promise<void> {
  const { ledger, clock, remote } = deps;
  await settleAlbums(ledger, clock, { partialAlbums, planRevision }, signal);
  throwIfCancelled(signal);
  await ledger.record([{ kind: 'run-completed', atMs: clock.now() }]);
  try {
    observer.onStorage((await untilCancelled(remote.describe(signal), signal)).storage);
  } catch (error) {
    // Everything is done and written down: that the numbers are a little old is no reason to call it otherwise.
    if (!(error instanceof BackupError)) throw error;
  }
}
