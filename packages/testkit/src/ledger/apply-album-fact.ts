import {
  isDamaged,
  type AlbumChoice,
  type AlbumId,
  type AssetId,
  type DeviceAlbum,
  type LedgerFact,
} from '@keepsake/engine';
import type { AlbumRow, AssetRow, LedgerBook } from './ledger-book.ts';

/** An album of which nothing is known yet. */
export const UNKNOWN_ALBUM: AlbumRow = {
  listing: undefined,
  choice: 'none',
  enumeratedMarker: undefined,
  enumeratedScanId: 0,
  enumeratedAtMs: undefined,
  backedUpAtMs: undefined,
};

/** Replaces the list of albums; of those that are missing only the person's choice is kept. */
export function listAlbums(book: LedgerBook, albums: readonly DeviceAlbum[]): void {
  const listed = new Map(albums.map((album) => [album.id, album]));
  for (const [id, row] of book.albums.entries()) {
    if (listed.has(id)) continue;
    if (row.choice === 'none') book.albums.delete(id);
    else book.albums.set(id, { ...UNKNOWN_ALBUM, choice: row.choice });
    for (const [assetId, asset] of membersOf(book, id)) {
      leaveAlbum(book, assetId, asset, id, book.state.lastEnumeratedAtMs);
    }
  }
  for (const [id, listing] of listed) {
    const row = book.albums.get(id) ?? UNKNOWN_ALBUM;
    book.albums.set(id, { ...row, listing });
    if (!meansTheSame(row.listing, listing)) unplanMembers(book, id);
  }
}

/** Takes the person's choice, also of an album that is not listed yet; what was chosen before changes nothing. */
export function chooseAlbum(book: LedgerBook, id: AlbumId, choice: AlbumChoice): void {
  const row = book.albums.get(id) ?? UNKNOWN_ALBUM;
  if (row.choice === choice) return;
  book.albums.set(id, { ...row, choice, backedUpAtMs: undefined });
  unplanMembers(book, id);
  raisePlanRevision(book);
}

/** What the plan follows from was changed. */
export function raisePlanRevision(book: LedgerBook): void {
  book.changeState({ planRevision: book.state.planRevision + 1 });
}

/** Ends an album's enumeration. One that is not newer than the last complete one proves nothing. */
export function enumerateAlbum(book: LedgerBook, fact: LedgerFact & { kind: 'album-enumerated' }): void {
  const { albumId, scanId, marker, atMs } = fact;
  const row = book.albums.get(albumId) ?? UNKNOWN_ALBUM;
  book.changeState({ lastScanId: Math.max(book.state.lastScanId, scanId) });
  if (scanId <= row.enumeratedScanId) return;
  book.albums.set(albumId, {
    ...row,
    enumeratedMarker: marker,
    enumeratedScanId: scanId,
    enumeratedAtMs: atMs,
  });
  book.changeState({ lastEnumeratedAtMs: atMs });
  for (const [id, asset] of membersOf(book, albumId)) {
    if ((asset.seenIn.get(albumId) ?? 0) < scanId) leaveAlbum(book, id, asset, albumId, atMs);
  }
}

function leaveAlbum(book: LedgerBook, id: AssetId, row: AssetRow, albumId: AlbumId, atMs: number): void {
  const seenIn = new Map(row.seenIn);
  seenIn.delete(albumId);
  const left: AssetRow = { ...row, seenIn, isPlanned: false };
  if (seenIn.size > 0 || row.settlement.kind === 'backed-up') book.assets.set(id, left);
  else if (isDamaged(row) && row.finding?.undone !== undefined) {
    const { undone, atMs: verifiedAtMs } = row.finding;
    book.assets.set(id, {
      ...left,
      settlement: { kind: 'backed-up', how: undone.how, remoteId: undefined, atMs: undone.atMs },
      proof: { verifiedAtMs, rereadAtMs: undefined },
      isWantedAgain: false,
    });
  } else if (row.standing.kind !== 'candidate') book.assets.delete(id);
  else if (row.settlement.kind === 'deleted-on-server') book.assets.delete(id);
  else if (row.settlement.kind === 'gone') book.assets.set(id, left);
  else book.assets.set(id, { ...left, settlement: { kind: 'gone', atMs } });
}

function unplanMembers(book: LedgerBook, albumId: AlbumId): void {
  for (const [id, row] of membersOf(book, albumId)) book.assets.set(id, { ...row, isPlanned: false });
}

function membersOf(book: LedgerBook, albumId: AlbumId): readonly [AssetId, AssetRow][] {
  return book.assets.entries().filter(([, row]) => row.seenIn.has(albumId));
}

/** Whether the plan reads the same from both: the names of albums, and which of them is the album of everything. */
function meansTheSame(before: DeviceAlbum | undefined, now: DeviceAlbum): boolean {
  return before?.name === now.name && before.kind === now.kind && before.parentId === now.parentId;
}
