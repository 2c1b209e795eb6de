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
import { readTransfers } from './facts/transfer-facts.ts';
import { readAlbums } from './questions/read-albums.ts';
import { readAssets } from './questions/read-assets.ts';
import { readConfirmedChecksums } from './questions/read-confirmed-checksums.ts';
import { readTotals } from './questions/read-totals.ts';
import type { SqlDriver } from './sql-driver.ts';
import { readState } from './state.ts';
import { inTransaction } from './transaction.ts';
import { unavailable } from './unavailable.ts';

/** A ledger in SQLite. Made by `openSqliteLedger`; owns its driver. */
export class SqliteLedger implements Ledger {
  readonly #driver: SqlDriver;
  /** A connection has one transaction at a time, so calls wait for each other. */
  #lastCall: Promise<unknown> = Promise.resolve();

  constructor(driver: SqlDriver) {
    this.#driver = driver;
  }

  async record(facts: readonly LedgerFact[]): Promise<void> {
    if (facts.length === 0) return;
    await this.#call('BEGIN IMMEDIATE', (driver) => recordFacts(driver, facts));
  }

  readAlbums(): Promise<readonly AlbumRecord[]> {
    return this.#call('BEGIN', readAlbums);
  }

  readAssets(query: AssetQuery): Promise<readonly AssetRecord[]> {
    return this.#call('BEGIN', (driver) => readAssets(driver, query));
  }

  readTotals(): Promise<LedgerTotals> {
    return this.#call('BEGIN', readTotals);
  }

  readConfirmedChecksums(checksums: readonly Checksum[]): Promise<ReadonlyMap<Checksum, ConfirmedChecksum>> {
    return this.#call('BEGIN', (driver) => readConfirmedChecksums(driver, checksums));
  }

  readTransfers(): Promise<readonly TransferRecord[]> {
    return this.#call('BEGIN', readTransfers);
  }

  readState(): Promise<LedgerState> {
    return this.#call('BEGIN', readState);
  }

  /** Closes the ledger after the calls that are under way. May be repeated. */
  async close(): Promise<void> {
    await this.#afterLastCall(() => this.#driver.close());
  }

  #call<Result>(
    begin: 'BEGIN' | 'BEGIN IMMEDIATE',
    work: (driver: SqlDriver) => Promise<Result>,
  ): Promise<Result> {
    return this.#afterLastCall(() => inTransaction(this.#driver, begin, () => work(this.#driver)));
  }

  async #afterLastCall<Result>(work: () => Promise<Result>): Promise<Result> {
    const call = this.#lastCall.then(work);
    this.#lastCall = call.catch(() => undefined);
    try {
      return await call;
    } catch (error) {
      throw unavailable(error);
    }
  }
}
