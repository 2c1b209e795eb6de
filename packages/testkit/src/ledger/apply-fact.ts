import {
  BackupError,
  type AssetId,
  type AssetVersion,
  type Checksum,
  type LedgerFact,
  type RemoteAssetId,
} from '@keepsake/engine';
import { chooseAlbum, enumerateAlbum, listAlbums } from './apply-album-fact.ts';
import { seeAssets } from './apply-seen-fact.ts';
import type { AssetRow, LedgerBook } from './ledger-book.ts';

/**
 * Writes one fact into the book. Throws in the middle of a change when the fact is malformed; the caller rolls back.
 */
export function applyFact(book: LedgerBook, fact: LedgerFact): void {
  switch (fact.kind) {
    case 'albums-listed':
      return listAlbums(book, fact.albums);
    case 'album-chosen':
      return chooseAlbum(book, fact.albumId, fact.choice);
    case 'assets-seen':
      return seeAssets(book, fact);
    case 'album-enumerated':
      return enumerateAlbum(book, fact);
    case 'album-backed-up': {
      const album = book.albums.get(fact.albumId);
      if (album !== undefined) book.albums.set(fact.albumId, { ...album, backedUpAtMs: fact.atMs });
      return;
    }
    case 'planned': {
      const { standing, albumNames } = fact;
      return change(book, fact.id, (row) =>
        row.seenIn.size === 0 ? {} : { standing, albumNames, isPlanned: true },
      );
    }
    case 'asked':
      return changeVersion(book, fact, () => ({ wasAsked: true }));
    case 'hashed':
      return changeVersion(book, fact, () => ({ checksums: fact.checksums }));
    case 'hash-discarded':
      return change(book, fact.id, () => ({ checksums: undefined }));
    case 'backed-up':
      return backUp(book, fact);
    case 'confirmation-withdrawn':
      return withdraw(book, fact);
    case 'attempt-failed': {
      const { failure, nextAttemptAtMs } = fact;
      return changeVersion(book, fact, (row) => {
        if (!isUnsettled(row)) return {};
        return {
          settlement:
            nextAttemptAtMs === undefined
              ? { kind: 'failed', failure }
              : { kind: 'retrying', failure, nextAttemptAtMs },
        };
      });
    }
    case 'vanished':
      forgetMarkers(book, fact.id);
      return change(book, fact.id, (row) =>
        isUnsettled(row) ? { settlement: { kind: 'gone', atMs: fact.atMs } } : {},
      );
    case 'retry-wanted': {
      const ids = fact.ids === 'all-failed' ? book.assets.entries().map(([id]) => id) : fact.ids;
      for (const id of ids) {
        change(book, id, (row) =>
          row.settlement.kind === 'failed' ? { settlement: { kind: 'pending' } } : {},
        );
      }
      return;
    }
    case 'albums-synced':
      return change(book, fact.id, (row) =>
        remoteIdOf(row) === undefined ? {} : { syncedNames: [...row.syncedNames, ...fact.albumNames] },
      );
    case 'settings-changed':
      return book.changeState({ settings: { ...book.state.settings, ...fact.settings } });
    case 'room-noted':
      return book.changeState({ lackOfRoom: fact.lack });
    case 'run-completed':
      return book.changeState({ lastBackupAtMs: fact.atMs });
    default:
      throw new BackupError('ledger-unavailable', `unknown fact: ${JSON.stringify(fact satisfies never)}`);
  }
}

function backUp(book: LedgerBook, fact: LedgerFact & { kind: 'backed-up' }): void {
  changeVersion(book, fact, (row) => {
    if (fact.checksums !== undefined) confirm(book, fact.checksums.original, fact.settlement.remoteId);
    return {
      settlement: fact.settlement,
      checksums: fact.checksums ?? row.checksums,
      // Another asset on the server is in no album yet.
      syncedNames: remoteIdOf(row) === fact.settlement.remoteId ? row.syncedNames : [],
    };
  });
}

/** Of the original alone: a motion part goes when its photo goes. */
function confirm(book: LedgerBook, checksum: Checksum, remoteId: RemoteAssetId | undefined): void {
  const known = book.confirmed.get(checksum);
  book.confirmed.set(checksum, { remoteId: remoteId ?? known?.remoteId });
}

/** What was backed up by these bytes is so no longer: in the library it is pending again, elsewhere forgotten. */
function withdraw(book: LedgerBook, { checksum }: LedgerFact & { kind: 'confirmation-withdrawn' }): void {
  book.confirmed.delete(checksum);
  for (const [id, row] of book.assets.entries()) {
    if (row.settlement.kind !== 'backed-up') continue;
    if (row.checksums?.original !== checksum && row.checksums?.motion !== checksum) continue;
    if (row.seenIn.size === 0) book.assets.delete(id);
    else book.assets.set(id, { ...row, settlement: { kind: 'pending' }, syncedNames: [] });
  }
}

function isUnsettled({ settlement: { kind } }: AssetRow): boolean {
  return kind === 'pending' || kind === 'retrying' || kind === 'failed';
}

function remoteIdOf({ settlement }: AssetRow): RemoteAssetId | undefined {
  return settlement.kind === 'backed-up' ? settlement.remoteId : undefined;
}

function change(book: LedgerBook, id: AssetId, changeOf: (row: AssetRow) => Partial<AssetRow>): void {
  const row = book.assets.get(id);
  if (row !== undefined) book.assets.set(id, { ...row, ...changeOf(row) });
}

function changeVersion(
  book: LedgerBook,
  { id, version }: { readonly id: AssetId; readonly version: AssetVersion },
  changeOf: (row: AssetRow) => Partial<AssetRow>,
): void {
  change(book, id, (row) => (row.version === version ? changeOf(row) : {}));
}

/** Has the albums of an asset that is not settled enumerated again. */
function forgetMarkers(book: LedgerBook, id: AssetId): void {
  const row = book.assets.get(id);
  if (row === undefined || !isUnsettled(row)) return;
  for (const albumId of row.seenIn.keys()) {
    const album = book.albums.get(albumId);
    if (album !== undefined) book.albums.set(albumId, { ...album, enumeratedMarker: undefined });
  }
}
