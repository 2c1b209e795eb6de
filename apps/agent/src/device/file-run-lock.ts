import { DatabaseSync } from 'node:sqlite';
import { BackupError, type HeldRunLock, type RunLock, type RunLockResult } from '@keepsake/engine';

/** What SQLite answers when somebody else holds the lock. */
const SQLITE_BUSY = 5;

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

  /** Error: `ledger-unavailable` when the lock file cannot be made or locked at all. */
  async acquire(): Promise<RunLockResult> {
    let database: DatabaseSync | undefined;
    try {
      database = new DatabaseSync(this.#path, { timeout: 0 });
      // Not EXCLUSIVE: on the way there two takers can get in each other's way, and neither wins.
      database.exec('BEGIN IMMEDIATE');
      return { kind: 'acquired', lock: heldLock(database) };
    } catch (error) {
      database?.close();
      if (error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY) {
        return { kind: 'held-by-other' };
      }
      throw new BackupError('ledger-unavailable', `The lock file ${this.#path} cannot be used.`, {
        cause: error,
      });
    }
  }
}

function heldLock(database: DatabaseSync): HeldRunLock {
  return {
    release: async () => {
      if (database.isOpen) database.close();
    },
  };
}
