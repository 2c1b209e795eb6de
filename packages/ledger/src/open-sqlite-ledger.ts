import type { Ledger } from '@keepsake/engine';
import { migrate, refuseUnusable } from './migrate.ts';
import { SCRATCH } from './schema.ts';
import type { SqlDriver } from './sql-driver.ts';
import { SqliteLedger } from './sqlite-ledger.ts';
import { unavailable } from './unavailable.ts';
import { switchToWriteAhead } from './write-ahead.ts';

/**
 * A ledger is disposable (V4), so a power cut may cost its last moments but never its soundness: WAL without an fsync
 * for each transaction, brought into the database every 16 MiB: a page of assets whose ids are random touches most
 * pages of an index. Two processes may have it open; each waits for the other's transaction.
 */
const PRAGMAS = `
  PRAGMA synchronous = NORMAL;
  PRAGMA cache_size = -16384;
  PRAGMA journal_size_limit = 67108864;
  PRAGMA wal_autocheckpoint = 4000;
`;

export interface OpenLedgerOptions {
  /** Whether an empty database becomes a ledger, which it does by itself, or is one that has lost everything. */
  readonly mayBeEmpty?: boolean;
}

/**
 * Opens the ledger that a driver is connected to, and brings its tables up to date.
 *
 * The caller closes it, and with it the driver; when opening fails the driver is closed already. Error:
 * `ledger-unavailable`; `isUnusableLedger` tells whether the file must be set aside.
 */
export async function openSqliteLedger(
  driver: SqlDriver,
  { mayBeEmpty = true }: OpenLedgerOptions = {},
): Promise<Ledger & { close(): Promise<void> }> {
  try {
    await driver.execute('PRAGMA busy_timeout = 5000');
    await refuseUnusable(driver, mayBeEmpty);
    await switchToWriteAhead(driver);
    await driver.execute(PRAGMAS);
    await migrate(driver);
    await driver.execute(SCRATCH);
  } catch (error) {
    await driver.close();
    throw unavailable(error);
  }
  return new SqliteLedger(driver);
}
