import {
  BackupError,
  isDamaged,
  sizeBytesOf,
  type AlbumRecord,
  type AssetQuery,
  type AssetRecord,
  type Checksum,
  type ConfirmedChecksum,
  type DamageState,
  type Ledger,
  type LedgerFact,
  type LedgerState,
  type LedgerTotals,
  type TotalGroup,
  type TransferRecord,
} from '@keepsake/engine';
import { applyFact } from './apply-fact.ts';
import { LedgerBook, type AssetRow } from './ledger-book.ts';
import { isCounted, isInLibrary, isUnplanned, selectAssets } from './select-assets.ts';

/**
 * A ledger in memory that is obviously right: it reads every asset for every question.
 *
 * It passes the same contract suite as the real one, and is the model that the real one is compared with. A test that
 * restarts the engine goes on with the same object.
 */
export class FakeLedger implements Ledger {
  readonly #book = new LedgerBook();

  async record(facts: readonly LedgerFact[]): Promise<void> {
    try {
      for (const fact of facts) applyFact(this.#book, fact);
      this.#book.commit();
    } catch (cause) {
      this.#book.rollback();
      throw cause instanceof BackupError
        ? cause
        : new BackupError('ledger-unavailable', 'a fact is malformed', { cause });
    }
  }

  async readAlbums(): Promise<readonly AlbumRecord[]> {
    return this.#book.albums.values().flatMap(({ listing, enumeratedScanId: _, ...kept }) => {
      return listing === undefined ? [] : [{ ...listing, ...kept }];
    });
  }

  async readAssets(query: AssetQuery): Promise<readonly AssetRecord[]> {
    return selectAssets(this.#book, query).map(recordOf);
  }

  async readTotals(): Promise<LedgerTotals> {
    const rows = this.#book.assets.values();
    const groups = new Map<string, TotalGroup>();
    for (const row of rows.filter(isCounted)) {
      const { standing, settlement } = row;
      const { kind: assetKind, isInCloud } = row.asset;
      const ignoredReason = standing.kind === 'ignored' ? standing.reason : undefined;
      const how = settlement.kind === 'backed-up' ? settlement.how : undefined;
      const key = [standing.kind, ignoredReason, settlement.kind, how, assetKind, isInCloud].join(' ');
      const { count, sizeBytes } = groups.get(key) ?? { count: 0, sizeBytes: 0 };
      groups.set(key, {
        standing: standing.kind,
        ignoredReason,
        settlement: settlement.kind,
        how,
        assetKind,
        isInCloud,
        count: count + 1,
        sizeBytes: sizeBytes + sizeBytesOf(row.asset),
      });
    }
    const nextAttemptsAtMs = rows.flatMap((row) =>
      isInLibrary(row) && row.standing.kind === 'candidate' && row.settlement.kind === 'retrying'
        ? [row.settlement.nextAttemptAtMs]
        : [],
    );
    return {
      groups: [...groups.values()],
      nextAttemptAtMs: nextAttemptsAtMs.length === 0 ? undefined : Math.min(...nextAttemptsAtMs),
      unplannedCount: rows.filter(isUnplanned).length,
    };
  }

  async readConfirmedChecksums(
    checksums: readonly Checksum[],
  ): Promise<ReadonlyMap<Checksum, ConfirmedChecksum>> {
    const found = new Map<Checksum, ConfirmedChecksum>();
    for (const checksum of checksums) {
      const confirmed = this.#book.confirmed.get(checksum);
      if (confirmed !== undefined) found.set(checksum, confirmed);
    }
    return found;
  }

  async readTransfers(): Promise<readonly TransferRecord[]> {
    return this.#book.transfers.values();
  }

  async readState(): Promise<LedgerState> {
    const { lastEnumeratedAtMs: _, ...state } = this.#book.state;
    return { ...state, damage: this.#damage() };
  }

  #damage(): DamageState {
    const { lastVerifiedAtMs = 0 } = this.#book.state;
    const damaged = this.#book.assets.values().filter(({ finding }) => finding?.what === 'damaged');
    const open = damaged.filter((row) => isCounted(row) && isDamaged(row));
    const mendedAtMs = damaged
      .map(({ finding }) => finding?.mendedAtMs ?? -1)
      .filter((atMs) => atMs >= lastVerifiedAtMs);
    return {
      openCount: open.length,
      waitingCount: open.filter(
        ({ standing, settlement: { kind } }) =>
          standing.kind === 'candidate' && (kind === 'pending' || kind === 'retrying'),
      ).length,
      lostCount: damaged.filter((row) => !isCounted(row) && isDamaged(row)).length,
      foundAtMs: latestOf(open.map(({ finding }) => finding?.atMs ?? 0)),
      mendedCount: mendedAtMs.length,
      mendedAtMs: latestOf(mendedAtMs),
    };
  }
}

const latestOf = (times: readonly number[]): number | undefined =>
  times.length === 0 ? undefined : Math.max(...times);

function recordOf(row: AssetRow): AssetRecord {
  const { seenIn, isPlanned: _planned, syncedNames: _synced, wasAsked: _asked, ...told } = row;
  return { ...told, albumIds: [...seenIn.keys()] };
}
