import { chmod, lstat } from 'node:fs/promises';
import path from 'node:path';
import { errnoOf } from './errors/from-errno.ts';
import { StartupError } from './errors/startup-error.ts';

/** What holds accounts and sessions; SQLite gives the files beside the database its own mode. */
const PRIVATE_FILES = ['keepsake.sqlite', 'keepsake.sqlite-wal', 'keepsake.sqlite-shm', 'server.lock'];

/**
 * Takes the database away from the other users of the machine, where an older version, a restored backup or a `cp` has
 * left it readable to them.
 *
 * @throws StartupError when it belongs to another user
 */
export async function makePrivate(dataDir: string): Promise<void> {
  for (const name of PRIVATE_FILES) {
    const file = path.join(dataDir, name);
    const stats = await lstat(file).catch((error: unknown) => {
      if (errnoOf(error) === 'ENOENT') return undefined;
      throw error;
    });
    if (stats === undefined || (stats.mode & 0o077) === 0 || process.platform === 'win32') continue;
    await chmod(file, 0o600).catch((error: unknown) => {
      throw new StartupError(
        'data-folder',
        `${file} is open to other users of this machine and belongs to another one (uid ${stats.uid}); give it to the user that runs the server: chown -R ${process.getuid?.() ?? ''} ${dataDir}.`,
        { cause: error },
      );
    });
  }
}
