import type { SqlDriver } from './sql-driver.ts';

/** More than enough: who was refused once finds it done, since a database that writes ahead does so for ever. */
const MOST_TRIES = 10;

/**
 * Has a database write ahead (`journal_mode = WAL`), on a connection that has a `busy_timeout`.
 *
 * SQLite does not wait where two connections switch a new file at once: each has read it, and would wait for the
 * other, so it refuses one of them. That one waits for its turn to write, for which SQLite does wait, and tries again.
 * Error: the driver's own, when somebody keeps the file locked.
 */
export async function switchToWriteAhead(driver: SqlDriver): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await driver.execute('PRAGMA journal_mode = WAL');
    } catch (error) {
      if (!isLocked(error) || tries === MOST_TRIES) throw error;
    }
    await driver.execute('BEGIN IMMEDIATE; COMMIT');
  }
}

/** SQLite's own words for SQLITE_BUSY, around which a runtime may put some of its own. */
function isLocked(error: unknown): boolean {
  return error instanceof Error && error.message.includes('database is locked');
}
