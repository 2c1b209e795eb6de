import type {
  AssetId,
  AssetQuery,
  AssetRecord,
  DeviceAsset,
  Ledger,
  LedgerFact,
  Settlement,
} from '@keepsake/engine';
import { afterEach, beforeEach } from 'vitest';

/** A ledger that a contract suite opened, with what is needed to close it and to see what it kept. */
interface OpenedLedger {
  readonly ledger: Ledger;
  /** Closes the ledger and opens the same again, as a restart does. */
  reopen(): Promise<Ledger>;
  close(): Promise<void>;
}

/** How a suite gets an empty ledger. */
export type OpenLedger = () => Promise<OpenedLedger>;

/** The ledger of the current test, with shorter questions. */
export interface LedgerUnderTest {
  readonly ledger: Ledger;
  record(...facts: LedgerFact[]): Promise<void>;
  reopen(): Promise<void>;
  /** What is known of one asset; fails when there is nothing. */
  recordOf(asset: { readonly id: AssetId }): Promise<AssetRecord>;
  settlementOf(asset: DeviceAsset): Promise<Settlement>;
  idsOf(query: AssetQuery): Promise<string[]>;
  /** Ids of what must be planned, sorted. */
  unplannedIds(): Promise<string[]>;
  /** Everything that the ledger tells, to see whether something changed. */
  dump(): Promise<unknown>;
}

/** Opens an empty ledger before each test of the suite, and closes it after it. */
export function openedForEachTest(openLedger: OpenLedger): LedgerUnderTest {
  let opened: OpenedLedger | undefined;
  let ledger: Ledger | undefined;
  beforeEach(async () => {
    opened = await openLedger();
    ledger = opened.ledger;
  });
  afterEach(async () => {
    await opened?.close();
  });
  return {
    get ledger() {
      return ledger!;
    },
    record: (...facts) => ledger!.record(facts),
    async reopen() {
      ledger = await opened!.reopen();
    },
    async recordOf({ id }) {
      const [record] = await ledger!.readAssets({ kind: 'by-id', ids: [id] });
      if (record === undefined) throw new Error(`nothing is known of ${id}`);
      return record;
    },
    async settlementOf(asset) {
      return (await this.recordOf(asset)).settlement;
    },
    async idsOf(query) {
      return (await ledger!.readAssets(query)).map(({ asset }) => asset.id);
    },
    async unplannedIds() {
      return (await this.idsOf({ kind: 'unplanned', limit: 1_000 })).sort();
    },
    dump: () => dumpOf(ledger!, []),
  };
}

/** Everything that a ledger tells, in an order that does not depend on the ledger; with `ids`, also what it does not list. */
export async function dumpOf(ledger: Ledger, ids: readonly AssetId[]): Promise<unknown> {
  const all = { afterId: undefined, after: undefined, limit: 100_000 } as const;
  const queue = { kind: 'ready', nowMs: Number.MAX_SAFE_INTEGER, ...all } as const;
  const totals = await ledger.readTotals();
  return {
    albums: sorted(await ledger.readAlbums()),
    state: await ledger.readState(),
    transfers: sorted(await ledger.readTransfers()),
    totals: { ...totals, groups: sorted(totals.groups) },
    byId: sorted((await ledger.readAssets({ kind: 'by-id', ids })).map(comparable)),
    unplanned: sorted((await ledger.readAssets({ kind: 'unplanned', limit: all.limit })).map(comparable)),
    unasked: (await ledger.readAssets({ kind: 'unasked', ...all })).map(comparable),
    unsynced: (await ledger.readAssets({ kind: 'unsynced', ...all })).map(comparable),
    backedUp: (await ledger.readAssets({ kind: 'backed-up', ...all })).map(comparable),
    // The longest unverified first; those of one moment in any order.
    unverified: sorted(
      (
        await ledger.readAssets({ kind: 'unverified', beforeMs: Infinity, nowMs: Infinity, limit: all.limit })
      ).map(comparable),
    ),
    latest: (await ledger.readAssets({ kind: 'latest', nowMs: Number.MAX_SAFE_INTEGER, ...all })).map(
      comparable,
    ),
    readyPhotos: (await ledger.readAssets({ ...queue, assetKind: 'image' })).map(comparable),
    readyVideos: (await ledger.readAssets({ ...queue, assetKind: 'video' })).map(comparable),
    listed: (
      await ledger.readAssets({ kind: 'listed', standing: undefined, settlement: undefined, ...all })
    ).map(comparable),
  };
}

function comparable(record: AssetRecord): AssetRecord {
  return { ...record, albumIds: [...record.albumIds].sort() };
}

function sorted(values: readonly unknown[]): unknown[] {
  const byText = new Map(values.map((value) => [canonical(value), value]));
  return [...byText].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
}

/** JSON with keys in order: two ledgers may build equal values in different orders. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
