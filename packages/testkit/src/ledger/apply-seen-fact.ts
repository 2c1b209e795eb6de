import {
  isDamaged,
  transitionAsset,
  type AlbumId,
  type DeviceAsset,
  type LedgerFact,
  type SeenAsset,
} from '@keepsake/engine';
import { UNKNOWN_ALBUM } from './apply-album-fact.ts';
import type { AssetRow, LedgerBook } from './ledger-book.ts';

/** Writes a page of an album's assets. Of an asset that is in the page twice, the later place counts. */
export function seeAssets(book: LedgerBook, fact: LedgerFact & { kind: 'assets-seen' }): void {
  const { albumId, scanId } = fact;
  book.changeState({ lastScanId: Math.max(book.state.lastScanId, scanId) });
  if (book.albums.get(albumId) === undefined) book.albums.set(albumId, UNKNOWN_ALBUM);
  const page = new Map(fact.assets.map((seen) => [seen.asset.id, seen]));
  for (const [id, seen] of page) {
    const known = book.assets.get(id);
    const row = known === undefined ? unplannedRow(seen) : seenAgain(known, seen);
    book.assets.set(id, asMember(row, albumId, scanId));
  }
}

function unplannedRow({ asset, version }: SeenAsset): AssetRow {
  return {
    asset,
    version,
    seenIn: new Map(),
    isPlanned: false,
    standing: { kind: 'not-selected' },
    albumNames: [],
    syncedNames: [],
    wasAsked: false,
    checksums: undefined,
    settlement: { kind: 'pending' },
    isWantedAgain: false,
    proof: undefined,
    finding: undefined,
  };
}

function seenAgain(row: AssetRow, { asset, version }: SeenAsset): AssetRow {
  if (version !== row.version) {
    const { seenIn, standing, albumNames } = row;
    return { ...unplannedRow({ asset, version }), seenIn, standing, albumNames };
  }
  const isPlanned = row.isPlanned && looksTheSame(asset, row.asset);
  // In the library nothing that is damaged is backed up.
  if (row.settlement.kind === 'backed-up' && isDamaged(row))
    return { ...row, asset, isPlanned, settlement: { kind: 'pending' }, proof: undefined };
  const settlement = transitionAsset(row.settlement, { kind: 'seen', isNewVersion: false }).state;
  return { ...row, asset, isPlanned, settlement };
}

/** Whether the device tells the same of both. */
function looksTheSame(a: DeviceAsset, b: DeviceAsset): boolean {
  const told = ({ kind, original, motion, createdAtMs, isFavorite, durationMs, isInCloud }: DeviceAsset) =>
    JSON.stringify([
      kind,
      [original, motion].map((part) => part && [part.fileName, part.sizeBytes, part.modifiedAtMs]),
      [createdAtMs, isFavorite, durationMs, isInCloud],
    ]);
  return told(a) === told(b);
}

function asMember(row: AssetRow, albumId: AlbumId, scanId: number): AssetRow {
  const scanBefore = row.seenIn.get(albumId);
  const seenIn = new Map(row.seenIn).set(albumId, Math.max(scanBefore ?? 0, scanId));
  return { ...row, seenIn, isPlanned: row.isPlanned && scanBefore !== undefined };
}
