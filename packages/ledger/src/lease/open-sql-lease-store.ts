import type { LeaseStore } from '@keepsake/engine';
import type { SqlDriver } from '../sql-driver.ts';
import { unavailable } from '../unavailable.ts';
import { switchToWriteAhead } from '../write-ahead.ts';
import { SqlLeaseStore } from './sql-lease-store.ts';

/**
 * Each writing is on the disk when it is answered: a claim that a power cut took back would be somebody else's too.
 * A full fsync costs nothing beside the seconds between two writings.
 */
const PREPARE = `
  PRAGMA synchronous = FULL;
  CREATE TABLE IF NOT EXISTS lease (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    owner TEXT NOT NULL,
    kind TEXT NOT NULL,
    revision INTEGER NOT NULL,
    is_wanted INTEGER NOT NULL
  );
`;

/**
 * Opens the lease in the database that a driver is connected to: a file of its own beside the ledger, since a ledger
 * may be set aside while a run holds its lease. Any number of connections and processes may have it open.
 *
 * The caller closes it, and with it the driver; when opening fails the driver is closed already. Error:
 * `ledger-unavailable`. A file for which `isUnusableLedger` is true holds nobody's lease, and may be deleted.
 */
export async function openSqlLeaseStore(driver: SqlDriver): Promise<LeaseStore & { close(): Promise<void> }> {
  try {
    await driver.execute('PRAGMA busy_timeout = 5000');
    await switchToWriteAhead(driver);
    await driver.execute(PREPARE);
  } catch (error) {
    await driver.close();
    throw unavailable(error);
  }
  return new SqlLeaseStore(driver);
}
