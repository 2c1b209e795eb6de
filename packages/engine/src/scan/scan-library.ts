import { throwIfCancelled, untilCancelled, type CancelSignal } from '../cancel.ts';
import { BackupError } from '../errors/backup-error.ts';
import type { AlbumRecord, DeviceAlbum, ListedAlbum } from '../model/album.ts';
import { versionOf, type DeviceAsset } from '../model/asset.ts';
import type { AlbumId } from '../model/ids.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ledger, SeenAsset } from '../ports/ledger.ts';
import type { PhotoLibrary } from '../ports/photo-library.ts';

/** Small enough that a page's objects die young, large enough that its transaction costs little. */
const SCAN_PAGE = 500;
const MARKER_BELIEVED_MS = 24 * 3_600_000;

export interface ScanDeps {
  readonly library: PhotoLibrary;
  readonly ledger: Ledger;
  readonly clock: Clock;
}

/**
 * Writes down what the library holds: the list of albums, and the assets of each album whose marker changed, or was
 * not checked for a day (A5).
 *
 * An album counts as enumerated only when its last page was read, so a scan that is cut short is made again from the
 * start of that album. New and changed assets are found by comparing ids and versions, never by date (A6): a photo
 * imported today with a date of 2009 is as new as any. What could not be looked at is not taken for gone: a partial
 * album keeps its members and the albums within it.
 *
 * Answers the partial albums.
 */
export async function scanLibrary(
  { library, ledger, clock }: ScanDeps,
  onAssetsSeen: (count: number) => void,
  signal: CancelSignal,
): Promise<ReadonlySet<AlbumId>> {
  // A library on a network drive may be deaf to the signal.
  const listed = await untilCancelled(library.listAlbums(signal), signal);
  const known = new Map((await ledger.readAlbums()).map((album) => [album.id, album]));
  refuseSuddenlyEmpty(listed, known);
  await ledger.record([{ kind: 'albums-listed', albums: [...listed, ...outOfSight(listed, known)] }]);
  const scanId = (await ledger.readState()).lastScanId + 1;
  for (const album of listed) {
    if (isUnchanged(album, known.get(album.id), clock.now())) continue;
    await enumerateAlbum(album);
  }
  return new Set(listed.filter((album) => album.isPartial).map((album) => album.id));

  async function enumerateAlbum(album: ListedAlbum): Promise<void> {
    let cursor: string | undefined;
    do {
      throwIfCancelled(signal);
      const request = { albumId: album.id, cursor, limit: SCAN_PAGE };
      const page = await untilCancelled(library.listAssets(request, signal), signal);
      const assets = page.assets.map(seen);
      await ledger.record([{ kind: 'assets-seen', albumId: album.id, scanId, assets }]);
      if (album.kind === 'everything') onAssetsSeen(assets.length);
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    if (album.isPartial) return;
    await ledger.record([
      { kind: 'album-enumerated', albumId: album.id, scanId, marker: album.marker, atMs: clock.now() },
    ]);
  }
}

/**
 * A marker is the platform's word, and platforms are wrong at times: an edit that moves no date, an import that moves no
 * count. So it is believed for a day, and then the album is read again all the same.
 */
function isUnchanged(album: ListedAlbum, known: AlbumRecord | undefined, nowMs: number): boolean {
  if (known?.enumeratedMarker !== album.marker || known.enumeratedAtMs === undefined) return false;
  const ageMs = nowMs - known.enumeratedAtMs;
  // A negative age is a clock that was set back.
  return ageMs >= 0 && ageMs < MARKER_BELIEVED_MS;
}

/**
 * A library in which nothing is left is most likely one whose disk is not connected: an empty mount point. Nothing is
 * concluded from it, and nobody may read it as "everything is backed up".
 */
function refuseSuddenlyEmpty(listed: readonly ListedAlbum[], known: ReadonlyMap<AlbumId, AlbumRecord>): void {
  const everything = listed.find((album) => album.kind === 'everything');
  const before = everything === undefined ? 0 : (known.get(everything.id)?.assetCount ?? 0);
  if (everything === undefined || everything.isPartial || everything.assetCount > 0 || before === 0) return;
  throw new BackupError(
    'library-unavailable',
    `There is nothing in the library, where ${before} photos and videos were. If its disk is not connected, connect it; what was backed up is safe.`,
  );
}

/**
 * Known albums that are not listed, but lie within one that could not be looked at whole. Where none could, as on a phone that shows some
 * photos alone, that may be any: it need not tell of an album.
 */
function outOfSight(
  listed: readonly ListedAlbum[],
  known: ReadonlyMap<AlbumId, AlbumRecord>,
): readonly DeviceAlbum[] {
  const listedById = new Map(listed.map((album) => [album.id, album]));
  const isAllPartial = listed.every(({ isPartial }) => isPartial);
  const isWithinPartial = (album: AlbumRecord): boolean => {
    if (isAllPartial) return true;
    for (let id = album.parentId; id !== undefined; id = known.get(id)?.parentId) {
      if (listedById.get(id)?.isPartial === true) return true;
    }
    return false;
  };
  return [...known.values()].filter((album) => !listedById.has(album.id) && isWithinPartial(album));
}

/** An asset with the version that it has now, as the ledger wants it: platforms tell dates and sizes that are no numbers. */
export function seen(asset: DeviceAsset): SeenAsset {
  const { original, motion, createdAtMs, durationMs } = asset;
  const modifiedAtMs = finite(original.modifiedAtMs) ?? 0;
  return {
    asset: {
      ...asset,
      original: { ...original, modifiedAtMs, sizeBytes: plausible(original.sizeBytes) },
      motion: motion && {
        ...motion,
        modifiedAtMs: finite(motion.modifiedAtMs) ?? 0,
        sizeBytes: plausible(motion.sizeBytes),
      },
      createdAtMs: finite(createdAtMs) ?? modifiedAtMs,
      durationMs: finite(durationMs),
    },
    // As the platform tells it, also when the asset is opened.
    version: versionOf(asset),
  };
}

const finite = (value: number | undefined): number | undefined =>
  value !== undefined && Number.isFinite(value) ? value : undefined;

/** No file is larger than a petabyte; of what says it is, one would push every sum past what numbers can count. */
const plausible = (sizeBytes: number | undefined): number | undefined =>
  sizeBytes !== undefined && sizeBytes >= 0 && sizeBytes <= 2 ** 50 ? sizeBytes : undefined;
