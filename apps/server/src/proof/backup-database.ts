import { randomUUID } from 'node:crypto';
import { chmod, open, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import { errnoOf, fromErrno } from '../errors/from-errno.ts';
import { StartupError } from '../errors/startup-error.ts';
import { DirectorySync } from '../storage/directory-sync.ts';
import { giveName } from '../storage/give-name.ts';

export type BackupOutcome =
  | { readonly kind: 'done'; readonly users: number; readonly assets: number; readonly sizeBytes: number }
  /** There is a file of this name; it was left as it is. */
  | { readonly kind: 'exists' }
  | { readonly kind: 'no-folder' };

/** All pages in one step: a copy in several begins again whenever the server writes between two of them. */
const ALL_PAGES = 2 ** 31 - 1;

/**
 * Copies a database that may be in use: the state of one moment, in one file, looked through before it gets its name.
 *
 * @throws StartupError when the copy is not whole
 * @throws ServerError disk-full, unavailable
 */
export async function backupDatabase(databaseFile: string, target: string): Promise<BackupOutcome> {
  if (await exists(target)) return { kind: 'exists' };
  const folder = path.dirname(target);
  if (!(await exists(folder))) return { kind: 'no-folder' };
  const partial = path.join(folder, `.${path.basename(target)}.${randomUUID()}`);
  try {
    // Made first, so that nobody else can read it at any moment.
    await (await open(partial, 'wx', 0o600)).close();
    await copy(databaseFile, partial);
    const counts = examineCopy(partial);
    await chmod(partial, 0o600);
    const sizeBytes = await sync(partial);
    if (!(await giveName(partial, target))) return { kind: 'exists' };
    await new DirectorySync().sync(folder);
    return { kind: 'done', ...counts, sizeBytes };
  } catch (error) {
    if (error instanceof StartupError) throw error;
    throw fromErrno(error);
  } finally {
    for (const suffix of ['', '-wal', '-shm', '-journal']) await rm(partial + suffix, { force: true });
  }
}

async function copy(databaseFile: string, partial: string): Promise<void> {
  const source = new DatabaseSync(databaseFile, { readOnly: true, timeout: 5000 });
  try {
    await backup(source, partial, { rate: ALL_PAGES });
  } finally {
    source.close();
  }
}

/** Looks through the copy, and makes it one file that needs no other beside it. */
function examineCopy(file: string): { readonly users: number; readonly assets: number } {
  const connection = new DatabaseSync(file);
  try {
    connection.exec('pragma journal_mode = delete');
    const first = (query: string): unknown => Object.values(connection.prepare(query).get() ?? {})[0];
    if (first('pragma integrity_check(1)') !== 'ok' || first('pragma foreign_key_check') !== undefined)
      throw new StartupError('data-folder', 'The copy of the database is not whole, and was removed again.');
    return {
      users: Number(first('select count(*) from users')),
      assets: Number(first('select count(*) from assets')),
    };
  } finally {
    connection.close();
  }
}

async function sync(file: string): Promise<number> {
  const handle = await open(file, 'r+');
  try {
    await handle.sync();
    return (await handle.stat()).size;
  } finally {
    await handle.close();
  }
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    (error: unknown) => {
      if (errnoOf(error) === 'ENOENT') return false;
      throw fromErrno(error);
    },
  );
}
