import type { SqlDriver } from './sql-driver.ts';

/**
 * Runs work in one transaction: its changes are there all or not at all, and its reads are of one moment.
 *
 * `BEGIN IMMEDIATE` for work that writes: it waits for another writer at the start, where waiting loses nothing.
 */
export async function inTransaction<Result>(
  driver: SqlDriver,
  begin: 'BEGIN' | 'BEGIN IMMEDIATE',
  work: () => Promise<Result>,
): Promise<Result> {
  await driver.execute(begin);
  try {
    const result = await work();
    await driver.execute('COMMIT');
    return result;
  } catch (error) {
    // After some errors SQLite has rolled back by itself, and says so here; what went wrong is the first error.
    await driver.execute('ROLLBACK').catch(() => undefined);
    throw error;
  }
}
