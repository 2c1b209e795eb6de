import { DatabaseSync } from 'node:sqlite';
import { isSqliteBusy } from './database/database-error.ts';
import { StartupError } from './errors/startup-error.ts';

/**
 * Takes the data folder for this process alone until the returned function is called.
 *
 * The lock is one of the operating system (through SQLite, which knows how on every system), so it ends with its
 * owner however that dies: there is no stale lock file to remove by hand.
 *
 * @throws StartupError `data-in-use` when another server holds it
 */
export function lockDataFolder(lockFile: string, dataDir: string): () => void {
  const connection = new DatabaseSync(lockFile, { timeout: 0 });
  try {
    connection.exec('begin exclusive');
  } catch (error) {
    connection.close();
    if (!isSqliteBusy(error)) throw error;
    throw new StartupError(
      'data-in-use',
      `Another Keepsake server is already running on ${dataDir}; stop it, or set KEEPSAKE_DATA to another folder.`,
      { cause: error },
    );
  }
  return () => connection.close();
}
