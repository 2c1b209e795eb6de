import { truncate } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { BackupError } from '@keepsake/engine';

/** What SQLite answers when somebody else holds the lock. */
const SQLITE_BUSY = 5;
/** What SQLite answers when the file holds something else. */
const SQLITE_NOTADB = 26;

/** A lock that this process holds. */
export interface HeldFileLock {
  /** Lets go. May be repeated; never fails. */
  release(): void;
}

/**
 * Takes a lock that the operating system keeps, a write transaction of SQLite on an otherwise empty file, in a folder
 * that exists. Undefined: somebody else holds it, in this process or another.
 *
 * A lock file that something else wrote into is emptied first: nothing in it is ever needed. It stays the same file, so
 * that who holds it keeps it. Error: `ledger-unavailable` when the file cannot be made or locked at all.
 */
export async function takeFileLock(path: string): Promise<HeldFileLock | undefined> {
  try {
    return take(path);
  } catch (error) {
    if (errcodeOf(error) !== SQLITE_NOTADB) throw unusable(path, error);
  }
  try {
    await truncate(path);
    return take(path);
  } catch (error) {
    throw unusable(path, error);
  }
}

function take(path: string): HeldFileLock | undefined {
  const database = new DatabaseSync(path, { timeout: 0 });
  try {
    // Not EXCLUSIVE: on the way there two takers can get in each other's way, and neither wins.
    database.exec('BEGIN IMMEDIATE');
  } catch (error) {
    database.close();
    if (errcodeOf(error) === SQLITE_BUSY) return undefined;
    throw error;
  }
  return {
    release() {
      if (database.isOpen) database.close();
    },
  };
}

function unusable(path: string, cause: unknown): BackupError {
  const sentence = `the lock file ${path} cannot be used; if it is damaged, remove it`;
  return new BackupError('ledger-unavailable', sentence, { cause });
}

function errcodeOf(error: unknown): unknown {
  return error instanceof Error && 'errcode' in error ? error.errcode : undefined;
}
