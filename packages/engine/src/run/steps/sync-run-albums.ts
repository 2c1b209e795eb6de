import { syncAlbums } from '../../album-sync/sync-albums.ts';
import { BackupError } from '../../errors/backup-error.ts';
import { enter, type RunContext } from '../run-context.ts';

/** Puts what is backed up into the server's albums, where the person wants that (S1). `mayFail`: it is done on the way to something else. */
export async function syncRunAlbums(run: RunContext, mayFail: boolean): Promise<void> {
  const { deps, connection, settings, observer, signal } = run;
  if (!settings.syncAlbums) return;
  enter(run, { kind: 'syncing-albums' });
  try {
    observer.onAlbumsSynced(await syncAlbums({ ...deps, connection }, signal));
  } catch (error) {
    // What comes next does so all the same; what is not in its albums yet is recorded as such (S2).
    if (!mayFail || !(error instanceof BackupError)) throw error;
    deps.logger.log('warn', 'albums-not-synced', { code: error.code });
  }
}
