import type { SqlDriver } from '../sql-driver.ts';

/**
 * Does work that only one process at a time may do, the others waiting for a few seconds. What holds them off is a
 * transaction on a database in which nothing is: whatever ends the process ends that, too. Its file stays.
 *
 * Errors: the driver's own, when it is not our turn in time; those of the work.
 */
export async function whileAlone<Result>(
  openDriver: (path: string) => Promise<SqlDriver>,
  lockPath: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const driver = await openDriver(lockPath);
  try {
    await driver.execute('PRAGMA busy_timeout = 5000');
    await driver.execute('BEGIN EXCLUSIVE');
    return await work();
  } finally {
    await driver.close();
  }
}
