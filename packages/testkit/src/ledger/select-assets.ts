import { isDamaged, type AssetCursor, type AssetId, type AssetQuery } from '@keepsake/engine';
import type { AssetRow, LedgerBook } from './ledger-book.ts';

/** Finds the assets that a question is about, in its order. */
export function selectAssets(book: LedgerBook, query: AssetQuery): readonly AssetRow[] {
  const rows = book.assets.values();
  switch (query.kind) {
    case 'by-id': {
      const ids = new Set(query.ids);
      return rows.filter(({ asset }) => ids.has(asset.id));
    }
    case 'unplanned':
      return rows.filter(isUnplanned).slice(0, query.limit);
    case 'unasked':
      return idPage(
        rows.filter(
          (row) =>
            isCandidate(row) &&
            row.settlement.kind === 'pending' &&
            row.checksums === undefined &&
            !row.wasAsked,
        ),
        query,
      );
    case 'ready':
      return queuePage(
        rows.filter(
          (row) => isCandidate(row) && row.asset.kind === query.assetKind && isDue(row, query.nowMs),
        ),
        query,
      );
    case 'unsynced':
      return idPage(
        rows.filter(
          (row) =>
            isCandidate(row) &&
            row.settlement.kind === 'backed-up' &&
            row.settlement.remoteId !== undefined &&
            row.albumNames.some((name) => !row.syncedNames.includes(name)),
        ),
        query,
      );
    case 'backed-up':
      return idPage(rows.filter(isBackedUp), query);
    case 'unverified':
      return [
        ...verifiedWithin(rows, (atMs) => atMs < query.beforeMs),
        ...verifiedWithin(rows, (atMs) => atMs > query.nowMs),
      ].slice(0, query.limit);
    case 'latest':
      return latestPage(rows, query);
    case 'listed':
      return queuePage(
        rows.filter(
          (row) =>
            isCounted(row) &&
            (query.standing === undefined || row.standing.kind === query.standing) &&
            (query.settlement === undefined || row.settlement.kind === query.settlement) &&
            (query.albumId === undefined || row.seenIn.has(query.albumId)) &&
            (query.assetKinds === undefined || query.assetKinds.includes(row.asset.kind)) &&
            (query.isDamaged !== true || isDamaged(row)) &&
            (query.how === undefined ||
              (row.settlement.kind === 'backed-up' && row.settlement.how === query.how)),
        ),
        query,
      );
  }
}

/** Whether an asset is of the library, or a candidate that is gone. */
export function isCounted(row: AssetRow): boolean {
  return isInLibrary(row) || (row.standing.kind === 'candidate' && row.settlement.kind === 'gone');
}

/** Whether an asset is in at least one album. */
export function isInLibrary(row: AssetRow): boolean {
  return row.seenIn.size > 0;
}

/** Whether an asset's standing must be planned (again). */
export function isUnplanned(row: AssetRow): boolean {
  return isInLibrary(row) && !row.isPlanned;
}

/** By the standing that was planned last, also where it must be planned again: a new choice counts from the next plan on. */
function isCandidate(row: AssetRow): boolean {
  return isInLibrary(row) && row.standing.kind === 'candidate';
}

function isBackedUp({ settlement }: AssetRow): boolean {
  return settlement.kind === 'backed-up';
}

/** The longest unverified first. */
function verifiedWithin(rows: readonly AssetRow[], isWithin: (atMs: number) => boolean): readonly AssetRow[] {
  return rows
    .filter((row) => isBackedUp(row) && isWithin(verifiedAtMsOf(row)))
    .sort((a, b) => verifiedAtMsOf(a) - verifiedAtMsOf(b));
}

/** The latest confirmed first. */
function latestPage(
  rows: readonly AssetRow[],
  { nowMs, after, limit }: Extract<AssetQuery, { kind: 'latest' }>,
): readonly AssetRow[] {
  const found = rows.flatMap((row) => {
    const { asset, settlement } = row;
    return settlement.kind === 'backed-up' && settlement.atMs <= nowMs
      ? [{ row, atMs: settlement.atMs, id: asset.id }]
      : [];
  });
  return found
    .sort(compareLatest)
    .filter((one) => after === undefined || compareLatest(one, after) > 0)
    .slice(0, limit)
    .map(({ row }) => row);
}

type Confirmation = NonNullable<Extract<AssetQuery, { kind: 'latest' }>['after']>;

function compareLatest(a: Confirmation, b: Confirmation): number {
  return b.atMs - a.atMs || compareText(a.id, b.id);
}

function verifiedAtMsOf({ proof }: AssetRow): number {
  return proof?.verifiedAtMs ?? Infinity;
}

function isDue({ settlement }: AssetRow, nowMs: number): boolean {
  return (
    settlement.kind === 'pending' || (settlement.kind === 'retrying' && settlement.nextAttemptAtMs <= nowMs)
  );
}

function idPage(
  rows: AssetRow[],
  { afterId, limit }: { readonly afterId: AssetId | undefined; readonly limit: number },
): readonly AssetRow[] {
  return rows
    .filter(({ asset }) => afterId === undefined || compareText(asset.id, afterId) > 0)
    .sort((a, b) => compareText(a.asset.id, b.asset.id))
    .slice(0, limit);
}

function queuePage(
  rows: AssetRow[],
  { after, limit }: { readonly after: AssetCursor | undefined; readonly limit: number },
): readonly AssetRow[] {
  return rows
    .filter(({ asset }) => after === undefined || compareInQueue(asset, after) > 0)
    .sort((a, b) => compareInQueue(a.asset, b.asset))
    .slice(0, limit);
}

function compareInQueue(a: AssetCursor, b: AssetCursor): number {
  return Math.floor(b.createdAtMs) - Math.floor(a.createdAtMs) || compareText(a.id, b.id);
}

/** By code points, which is the order of UTF-8 bytes; JavaScript's own order puts emoji before some other characters. */
function compareText(a: string, b: string): number {
  let index = 0;
  while (index < a.length && a[index] === b[index]) index += 1;
  return (a.codePointAt(index) ?? -1) - (b.codePointAt(index) ?? -1);
}
