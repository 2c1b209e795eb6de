import {
  BackupError,
  type AlbumId,
  type AssetId,
  type AssetPage,
  type AssetPageRequest,
  type DeviceAsset,
  type ListedAlbum,
  type OpenedAsset,
  type PhotoLibrary,
} from '@keepsake/engine';

const FOLDERS = 20;
const FIRST_MS = Date.UTC(2005, 0, 1);
const EVERY_MS = 10 * 60_000;

/** A phone with any number of photos, each in "Recents" and in one of twenty folders, none of them in memory. */
export class EndlessLibrary implements PhotoLibrary {
  readonly everything = 'recents' as AlbumId;
  /** What every album's marker ends with. */
  marker = 'one';
  readonly #count: number;

  constructor(count: number) {
    this.#count = count;
  }

  async listAlbums(): Promise<readonly ListedAlbum[]> {
    const album = (id: AlbumId, kind: ListedAlbum['kind'], assetCount: number): ListedAlbum => ({
      id,
      name: id,
      kind,
      parentId: undefined,
      marker: `${assetCount} ${this.marker}`,
      assetCount,
      isPartial: false,
    });
    return [
      album(this.everything, 'everything', this.#count),
      ...Array.from({ length: FOLDERS }, (_, folder) =>
        album(`folder-${folder}` as AlbumId, 'ordinary', this.#membersOf(folder)),
      ),
    ];
  }

  async listAssets({ albumId, cursor, limit }: AssetPageRequest): Promise<AssetPage> {
    const isAll = albumId === this.everything;
    const folder = isAll ? 0 : Number(albumId.slice('folder-'.length));
    const [step, total] = isAll ? [1, this.#count] : [FOLDERS, this.#membersOf(folder)];
    const start = Number(cursor ?? '0');
    const end = Math.min(total, start + limit);
    const assets: DeviceAsset[] = [];
    for (let at = start; at < end; at += 1) assets.push(assetOf(folder + at * step));
    return { assets, nextCursor: end < total ? String(end) : undefined };
  }

  async open(): Promise<OpenedAsset> {
    throw new BackupError('read-failed', 'nothing is to be read here');
  }

  async sweepTemporary(): Promise<void> {
    return undefined;
  }

  subscribe(): () => void {
    return () => undefined;
  }

  #membersOf(folder: number): number {
    return Math.ceil((this.#count - folder) / FOLDERS);
  }
}

function assetOf(index: number): DeviceAsset {
  const createdAtMs = FIRST_MS + index * EVERY_MS;
  const isVideo = index % 10 === 0;
  return {
    id: `content://media/external/images/media/${index}` as AssetId,
    kind: isVideo ? 'video' : 'image',
    original: {
      fileName: isVideo ? `VID_${index}.mp4` : `IMG_${index}.jpg`,
      sizeBytes: 3_000_000 + index,
      modifiedAtMs: createdAtMs,
    },
    motion: undefined,
    createdAtMs,
    isFavorite: index % 50 === 0,
    durationMs: isVideo ? 12_345 : undefined,
    isInCloud: false,
  };
}
