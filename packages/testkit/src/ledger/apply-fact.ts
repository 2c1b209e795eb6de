import { BackupError, transitionAsset, type AssetId, type LedgerFact } from '@keepsake/engine';
import { chooseAlbum, enumerateAlbum, listAlbums, raisePlanRevision } from './apply-album-fact.ts';
import { seeAssets } from './apply-seen-fact.ts';
import { backUp, deleteOnServer, findDamaged, remoteIdOf, verify, wantAgain } from './apply-server-fact.ts';
import { change, changeVersion } from './change-asset.ts';
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
      const { albumId, atMs, planRevision = book.state.planRevision } = fact;
      const album = planRevision === book.state.planRevision ? book.albums.get(albumId) : undefined;
      if (album !== undefined) book.albums.set(albumId, { ...album, backedUpAtMs: atMs });
      return;
    }
    case 'planned': {
      const { standing, albumNames, planRevision = book.state.planRevision } = fact;
      if (planRevision !== book.state.planRevision) return;
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
    case 'verified':
      return verify(book, fact);
    case 'deleted-on-server':
      return deleteOnServer(book, fact);
    case 'upload-again-wanted':
      return wantAgain(book, fact);
    case 'found-damaged':
      return findDamaged(book, fact);
    case 'transfer-noted':
      return book.transfers.set(fact.transfer.upload, fact.transfer);
    case 'transfer-ended':
      return book.transfers.delete(fact.upload);
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
        change(book, id, ({ settlement }) => ({
          settlement: transitionAsset(settlement, { kind: 'retry-wanted' }).state,
        }));
      }
      return;
    }
    case 'albums-synced':
      return change(book, fact.id, (row) =>
        remoteIdOf(row) === undefined ? {} : { syncedNames: [...row.syncedNames, ...fact.albumNames] },
      );
    case 'settings-changed':
      if (fact.isPlanAffected) {
        for (const [id, row] of book.assets.entries()) book.assets.set(id, { ...row, isPlanned: false });
        raisePlanRevision(book);
      }
      return book.changeState({ settings: { ...book.state.settings, ...fact.settings } });
    case 'mark-noted':
      return book.changeState({ serverMark: fact.mark });
    case 'server-doubted':
      return book.changeState({ doubtedAtMs: fact.atMs });
    case 'room-noted':
      return book.changeState({ lackOfRoom: fact.lack });
    case 'verification-completed':
      return book.changeState({ lastVerifiedAtMs: fact.atMs });
    case 'run-completed':
      forgetGone(book, fact.atMs);
      return book.changeState({ lastBackupAtMs: fact.atMs });
    default:
      throw new BackupError('ledger-unavailable', `unknown fact: ${JSON.stringify(fact satisfies never)}`);
  }
}

/** Of what is gone, the run before this one has told. */
function forgetGone(book: LedgerBook, atMs: number): void {
  const { lastBackupAtMs } = book.state;
  if (lastBackupAtMs === undefined || lastBackupAtMs >= atMs) return;
  for (const [id, { seenIn, settlement }] of book.assets.entries()) {
    if (settlement.kind !== 'gone' || seenIn.size > 0) continue;
    if (settlement.atMs <= lastBackupAtMs) book.assets.delete(id);
  }
}

function isUnsettled({ settlement: { kind } }: AssetRow): boolean {
  return kind === 'pending' || kind === 'retrying' || kind === 'failed';
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
