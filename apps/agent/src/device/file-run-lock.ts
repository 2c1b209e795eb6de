import { truncate } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { BackupError, type HeldRunLock, type RunLock, type RunLockResult } from '@keepsake/engine';

/** What SQLite answers when somebody else holds the lock. */
const SQLITE_BUSY = 5;
/** What SQLite answers when the file holds something else. */
const SQLITE_NOTADB = 26;

/**
 * A run lock that the operating system keeps: a write transaction of SQLite on an otherwise empty file.
 *
 * It keeps runs apart in one process or in several. The system takes it back the moment its owner ends, however that
 * ends, so a dead owner is never waited for, two takers cannot both win, and no process number is ever compared. A
 * lock that expires by the clock would be worse here: a laptop that wakes up would find two runs, each sure of its
 * lock. The file stays where it is; removing it is what would let two runs in.
 */
export class FileRunLock implements RunLock {
  readonly #path: string;

  /** `path` names the lock file, in a folder that exists. */
  constructor(path: string) {
    this.#path = path;
  }

  /**
   * A lock file that something else wrote into is emptied first: nothing in it is ever needed. It stays the same file, so
   * that who holds it keeps it. Error: `ledger-unavailable` when the lock file cannot be made or locked at all.
   */
  async acquire(): Promise<RunLockResult> {
    try {
      return this.#take();
    } catch (error) {
      if (errcodeOf(error) !== SQLITE_NOTADB) throw this.#unusable(error);
    }
    try {
      await truncate(this.#path);
      return this.#take();
    } catch (error) {
      throw this.#unusable(error);
    }
  }

  #take(): RunLockResult {
    const database = new DatabaseSync(this.#path, { timeout: 0 });
    try {
      // Not EXCLUSIVE: on the way there two takers can get in each other's way, and neither wins.
      database.exec('BEGIN IMMEDIATE');
      return { kind: 'acquired', lock: heldLock(database) };
    } catch (error) {
      database.close();
      if (errcodeOf(error) === SQLITE_BUSY) return { kind: 'held-by-other' };
      throw error;
    }
  }

  #unusable(cause: unknown): BackupError {
    const sentence = `the lock file ${this.#path} cannot be used; if it is damaged, remove it`;
    return new BackupError('ledger-unavailable', sentence, { cause });
  }
}

function errcodeOf(error: unknown): unknown {
  return error instanceof Error && 'errcode' in error ? error.errcode : undefined;
}

function heldLock(database: DatabaseSync): HeldRunLock {
  return {
    release: async () => {
      if (database.isOpen) database.close();
    },
  };
}
