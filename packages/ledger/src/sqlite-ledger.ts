import type {
  AlbumRecord,
  AssetQuery,
  AssetRecord,
  Checksum,
  ConfirmedChecksum,
  Ledger,
  LedgerFact,
  LedgerState,
  LedgerTotals,
  TransferRecord,
} from '@keepsake/engine';
import { recordFacts } from './facts/record-facts.ts';
import { ScanMarks } from './facts/scan-marks.ts';
import { readTransfers } from './facts/transfer-facts.ts';
import { readAlbums } from './questions/read-albums.ts';
import { readAssets } from './questions/read-assets.ts';
import { readConfirmedChecksums } from './questions/read-confirmed-checksums.ts';
import { readTotals } from './questions/read-totals.ts';
import type { SqlDriver } from './sql-driver.ts';
import { readState } from './state.ts';
import { inTransaction } from './transaction.ts';
import { Turns } from './turns.ts';

/** A ledger in SQLite. Made by `openSqliteLedger`; owns its driver. */
export class SqliteLedger implements Ledger {
  readonly #driver: SqlDriver;
  readonly #marks = new ScanMarks();
  /** A connection has one transaction at a time, so calls wait for each other. */
  readonly #turns = new Turns();

  constructor(driver: SqlDriver) {
    this.#driver = driver;
  }

  async record(facts: readonly LedgerFact[]): Promise<void> {
    if (facts.length === 0) return;
    await this.#turns.take(async () => {
      try {
        await inTransaction(this.#driver, 'BEGIN IMMEDIATE', () =>
          recordFacts(this.#driver, this.#marks, facts),
        );
      } catch (error) {
        this.#marks.forgetAll();
        throw error;
      }
    });
  }

  readAlbums(): Promise<readonly AlbumRecord[]> {
    return this.#read(readAlbums);
  }

  readAssets(query: AssetQuery): Promise<readonly AssetRecord[]> {
    return this.#read((driver) => readAssets(driver, query));
  }

  readTotals(): Promise<LedgerTotals> {
    return this.#read(readTotals);
  }

  readConfirmedChecksums(checksums: readonly Checksum[]): Promise<ReadonlyMap<Checksum, ConfirmedChecksum>> {
    return this.#read((driver) => readConfirmedChecksums(driver, checksums));
  }

  readTransfers(): Promise<readonly TransferRecord[]> {
    return this.#read(readTransfers);
  }

  readState(): Promise<LedgerState> {
    return this.#read(readState);
  }

  /** Closes the ledger after the calls that are under way. May be repeated. */
  async close(): Promise<void> {
    await this.#turns.take(() => this.#driver.close());
  }

  #read<Result>(question: (driver: SqlDriver) => Promise<Result>): Promise<Result> {
    return this.#turns.take(() => inTransaction(this.#driver, 'BEGIN', () => question(this.#driver)));
  }
}
