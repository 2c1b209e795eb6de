import { stat } from 'node:fs/promises';
import path from 'node:path';
import { lockDataFolder } from '../data-folder-lock.ts';
import { openDatabase, openDatabaseInUse, type Database } from '../database/open-database.ts';
import { StartupError } from '../errors/startup-error.ts';

/**
 * Runs work on the database of a data folder, whether a server is running on it or not.
 *
 * SQLite keeps the writes of both processes apart (each waits some seconds for the other's transaction), and the
 * server reads accounts afresh for every request. While a server runs, the tables are left as they are; otherwise the
 * folder is held, so that none starts meanwhile, and an older version's tables are brought up to date.
 *
 * @param letsServerStart the folder is held only until the tables are up to date: for work that takes hours
 * @throws StartupError when there is no database, it cannot be used, or the running server is of another version
 */
export async function withDatabase<T>(
  dataDir: string,
  work: (db: Database) => Promise<T>,
  { letsServerStart = false }: { readonly letsServerStart?: boolean } = {},
): Promise<T> {
  const file = path.join(dataDir, 'keepsake.sqlite');
  if (!(await isFile(file)))
    throw new StartupError(
      'data-folder',
      `There is no Keepsake database in ${dataDir}; start the server once, or set KEEPSAKE_DATA to its folder.`,
    );
  let unlock = lockUnlessInUse(dataDir);
  try {
    const db = await (unlock === undefined ? openDatabaseInUse(file) : openDatabase(file));
    try {
      if (letsServerStart) {
        unlock?.();
        unlock = undefined;
      }
      return await work(db);
    } finally {
      await db.destroy();
    }
  } finally {
    unlock?.();
  }
}

/** Undefined: a server is running on it. */
function lockUnlessInUse(dataDir: string): (() => void) | undefined {
  try {
    return lockDataFolder(path.join(dataDir, 'server.lock'), dataDir);
  } catch (error) {
    if (error instanceof StartupError && error.problem === 'data-in-use') return undefined;
    throw new StartupError(
      'data-folder',
      `The data folder ${dataDir} cannot be used; check that it is a folder that this user may write to.`,
      { cause: error },
    );
  }
}

async function isFile(file: string): Promise<boolean> {
  return stat(file).then(
    (stats) => stats.isFile(),
    () => false,
  );
}
