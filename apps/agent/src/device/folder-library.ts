import {
  BackupError,
  throwIfCancelled,
  type AssetId,
  type AssetPage,
  type AssetPageRequest,
  type CancelSignal,
  type ListedAlbum,
  type OpenedAsset,
  type OpenObserver,
  type PhotoLibrary,
} from '@keepsake/engine';
import { onlineOnlyOn, type IsOnlineOnly } from './cloud-files.ts';
import { findEmptiedRoots, type CountKnownMedia, type EmptiedRoot } from './emptied-roots.ts';
import { albumsOf, EVERYTHING_ALBUM_ID } from './folder-albums.ts';
import { FolderPages } from './folder-pages.ts';
import { FolderWatch } from './folder-watch.ts';
import { walkFolders, type Walk } from './folder-walk.ts';
import type { RecallAssets } from './known-facts.ts';
import type { LibraryProblem } from './library-errors.ts';
import { isWithin, resolvePresentRoots, throwIfTakenOut, type LibraryRoot } from './library-roots.ts';
import { LivePhotoMemory } from './live-photo-memory.ts';
import { openAsset } from './open-asset.ts';

/** The files and folders of a computer as a photo library. */
export interface FolderLibrary extends PhotoLibrary {
  /** Bytes of photos and videos that were read since it was opened. */
  readonly bytesRead: number;
  /** What the last listing of albums could not look at. */
  problems(): readonly LibraryProblem[];
  /** Data folders of Keepsake servers that the last listing left out: their copies are no photos of their own. */
  serverFolders(): readonly string[];
  /** Roots in which the last listing found no photo or video, although some are known of them. */
  emptiedRoots(): readonly EmptiedRoot[];
}

/**
 * Opens folders as a photo library: folders are albums, files are assets, and nothing is kept on disk.
 *
 * Every folder below a root that holds a file, itself or further down, is an album named after it; what is in a
 * folder is in all folders around it. A single root is the album of everything alone; of several roots each is an
 * album, too. Assets and albums are known by their real absolute paths, as text (see `file-name-codec.ts`), and a
 * file's version is its size and its modified time, to a quarter of a microsecond. The change time is no part of it:
 * renaming and chmod move it, restoring cannot bring it back, and none of them touches a byte.
 *
 * What is in a cloud alone is an asset that is not on this computer: an iCloud placeholder stands for its file, an
 * online-only file for itself. One that was here before is the version that it was then, as `recall` knows it.
 *
 * Left out are hidden names, litter of systems, sidecars, what is no file or folder, and what links lead to a second
 * time, and the data folders of Keepsake servers. Files of other types are listed as `unsupported`. A missing root is only told when the library is listed.
 *
 * A root that suddenly holds no photo or video, or is missing while another one is there, is most likely the mount point of a disk
 * that is not connected; `countKnownMedia` tells how many it had. What such a root held is then out of sight, not gone, and the other roots go
 * on; when no other root holds any, listing throws `library-unavailable`. So does whatever is opened, read or listed
 * anew when its root was taken out meanwhile.
 */
export function openFolderLibrary(
  roots: readonly string[],
  options: Partial<FolderLibraryOptions> = {},
): FolderLibrary {
  return new FolderPhotoLibrary(roots, {
    countKnownMedia: async () => 0,
    recall: async () => [],
    platform: process.platform,
    watch: undefined,
    ...options,
  });
}

/** What is known of a library from earlier, and where it is. */
export interface FolderLibraryOptions {
  readonly countKnownMedia: CountKnownMedia;
  readonly recall: RecallAssets;
  /** Decides how files look that are in a cloud alone. */
  readonly platform: NodeJS.Platform;
  /** What watches the roots for whoever subscribes, where that outlives the library. */
  readonly watch: FolderWatch | undefined;
}

interface Listing extends Walk {
  /** Where a folder stands among all, by its path. */
  readonly indexOf: ReadonlyMap<string, number>;
}

class FolderPhotoLibrary implements FolderLibrary {
  readonly #givenRoots: readonly string[];
  readonly #countKnownMedia: CountKnownMedia;
  readonly #isOnlineOnly: IsOnlineOnly;
  readonly #pages: FolderPages;
  readonly #watch: FolderWatch;
  #roots: readonly LibraryRoot[] | undefined;
  #listing: Listing | undefined;
  #livePhotos: LivePhotoMemory;
  #emptiedRoots: readonly EmptiedRoot[] = [];
  #bytesRead = 0;

  constructor(roots: readonly string[], { countKnownMedia, recall, platform, watch }: FolderLibraryOptions) {
    this.#givenRoots = roots;
    this.#watch = watch ?? new FolderWatch(roots);
    this.#countKnownMedia = countKnownMedia;
    this.#isOnlineOnly = onlineOnlyOn(platform);
    this.#pages = new FolderPages(this.#isOnlineOnly, recall);
    this.#livePhotos = new LivePhotoMemory(() => false, this.#isOnlineOnly);
  }

  get bytesRead(): number {
    return this.#bytesRead;
  }

  problems(): readonly LibraryProblem[] {
    return this.#listing?.problems ?? [];
  }

  serverFolders(): readonly string[] {
    return this.#listing?.serverFolders ?? [];
  }

  emptiedRoots(): readonly EmptiedRoot[] {
    return this.#emptiedRoots;
  }

  async listAlbums(signal: CancelSignal): Promise<readonly ListedAlbum[]> {
    const { folders } = await this.#list(signal);
    this.#emptiedRoots = await findEmptiedRoots(folders, this.#countKnownMedia);
    return albumsOf(folders, this.#emptiedRoots);
  }

  async listAssets(request: AssetPageRequest, signal: CancelSignal): Promise<AssetPage> {
    throwIfCancelled(signal);
    const { folders, indexOf } = this.#listing ?? (await this.#list(signal));
    const { albumId, cursor, limit } = request;
    const isEverything = albumId === EVERYTHING_ALBUM_ID;
    const start = isEverything ? 0 : indexOf.get(albumId);
    if (start === undefined) return { assets: [], nextCursor: undefined };
    const end = isEverything ? folders.length : (folders[start]?.end ?? start);
    const page = await this.#pages.read({ folders, start, end, cursor, limit }, signal);
    for (const root of this.#roots ?? []) await throwIfTakenOut(root);
    return page;
  }

  async open(id: AssetId, observer: OpenObserver | undefined, signal: CancelSignal): Promise<OpenedAsset> {
    throwIfCancelled(signal);
    const onBytes = (count: number): void => {
      this.#bytesRead += count;
    };
    const root = await this.#rootOf(id);
    const livePhotos = this.#livePhotos;
    return openAsset({ id, root, livePhotos, isOnlineOnly: this.#isOnlineOnly, observer, onBytes }, signal);
  }

  /** Files are read where they are; none is made. */
  async sweepTemporary(): Promise<void> {}

  subscribe(onChange: () => void): () => void {
    return this.#watch.subscribe(onChange);
  }

  async #list(signal: CancelSignal): Promise<Listing> {
    throwIfCancelled(signal);
    await this.#watch.follow();
    const found = await this.#findRoots();
    const walk = await walkFolders(found, this.#isOnlineOnly, signal);
    this.#watch.include(walk.folders);
    const indexOf = new Map(walk.folders.map((folder, index) => [folder.path, index]));
    const listing = { ...walk, indexOf };
    this.#livePhotos = new LivePhotoMemory((folderPath, name) => {
      const folder = walk.folders[indexOf.get(folderPath) ?? -1];
      return folder?.followedLinks.has(name) === true;
    }, this.#isOnlineOnly);
    this.#listing = listing;
    return listing;
  }

  async #findRoots(): Promise<Awaited<ReturnType<typeof resolvePresentRoots>>> {
    const isKnown = async (path: string): Promise<boolean> => (await this.#countKnownMedia(path)) > 0;
    const found = await resolvePresentRoots(this.#givenRoots, isKnown);
    this.#roots = found.roots;
    return found;
  }

  async #rootOf(id: AssetId): Promise<LibraryRoot> {
    const roots = this.#roots ?? (await this.#findRoots()).roots;
    const root = roots.find(({ path }) => isWithin(path, id));
    if (root !== undefined) return root;
    throw new BackupError('asset-gone', `${id} is in none of the folders of this library.`);
  }
}
