import { stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import {
  BackupError,
  throwIfCancelled,
  type AssetId,
  type AssetPage,
  type AssetPageRequest,
  type CancelSignal,
  type ListedAlbum,
  type DeviceAsset,
  type OpenedAsset,
  type PhotoLibrary,
} from '@keepsake/engine';
import { osPathOf } from './file-name-codec.ts';
import { findEmptiedRoots, type EmptiedRoot, type KnownCounts } from './emptied-roots.ts';
import { albumsOf, EVERYTHING_ALBUM_ID } from './folder-albums.ts';
import { assetOf } from './folder-assets.ts';
import { FolderPages } from './folder-pages.ts';
import { factsOf, identityOf, pathIn, type FileFacts } from './folder-reader.ts';
import { walkFolders, type Walk } from './folder-walk.ts';
import { fileError, isMissing, type LibraryProblem } from './library-errors.ts';
import { isWithin, resolveRoots, type LibraryRoot } from './library-roots.ts';
import { LivePhotoMemory } from './live-photo-memory.ts';
import { openFile, type OpenedFile } from './opened-file.ts';

/** The files and folders of a computer as a photo library. */
export interface FolderLibrary extends PhotoLibrary {
  /** Bytes of photos and videos that were read since it was opened. */
  readonly bytesRead: number;
  /** What the last listing of albums could not look at. */
  problems(): readonly LibraryProblem[];
  /** Roots that the last listing found empty although files are known of them. */
  emptiedRoots(): readonly EmptiedRoot[];
}

/**
 * Opens folders as a photo library: folders are albums, files are assets, and nothing is kept on disk.
 *
 * Every folder below a root that holds a file, itself or further down, is an album named after it; what is in a
 * folder is in all folders around it. A single root is the album of everything alone; of several roots each is an
 * album, too. Assets and albums are known by their real absolute paths, as text (see `file-name-codec.ts`), and a
 * file's version is its size and its modified time with all its digits. The change time is no part of it: renaming
 * and chmod move it, restoring cannot bring it back, and none of them touches a byte.
 *
 * Left out are hidden names, litter of systems, sidecars, what is no file or folder, and what links lead to a second
 * time. Files of other types are listed as `unsupported`. A missing root is only told when the library is listed.
 *
 * A root that is suddenly empty is most likely the mount point of a disk that is not connected. `readKnownCounts` tells
 * how many assets each album had. What such a root held is then out of sight, not gone, and the other roots go on; when
 * no other root holds anything, listing throws `library-unavailable`.
 */
export function openFolderLibrary(
  roots: readonly string[],
  readKnownCounts: () => Promise<KnownCounts> = async () => new Map(),
): FolderLibrary {
  return new FolderPhotoLibrary(roots, readKnownCounts);
}

interface Listing extends Walk {
  /** Where a folder stands among all, by its path. */
  readonly indexOf: ReadonlyMap<string, number>;
}

class FolderPhotoLibrary implements FolderLibrary {
  readonly #givenRoots: readonly string[];
  readonly #readKnownCounts: () => Promise<KnownCounts>;
  readonly #pages = new FolderPages();
  #roots: readonly LibraryRoot[] | undefined;
  #listing: Listing | undefined;
  #livePhotos = new LivePhotoMemory(() => false);
  #emptiedRoots: readonly EmptiedRoot[] = [];
  #bytesRead = 0;

  constructor(roots: readonly string[], readKnownCounts: () => Promise<KnownCounts>) {
    this.#givenRoots = roots;
    this.#readKnownCounts = readKnownCounts;
  }

  get bytesRead(): number {
    return this.#bytesRead;
  }

  problems(): readonly LibraryProblem[] {
    return this.#listing?.problems ?? [];
  }

  emptiedRoots(): readonly EmptiedRoot[] {
    return this.#emptiedRoots;
  }

  async listAlbums(signal: CancelSignal): Promise<readonly ListedAlbum[]> {
    const { folders } = await this.#list(signal);
    this.#emptiedRoots = findEmptiedRoots(folders, await this.#readKnownCounts());
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

  async open(id: AssetId, signal: CancelSignal): Promise<OpenedAsset> {
    throwIfCancelled(signal);
    const root = await this.#rootOf(id);
    try {
      return await this.#open(id, signal);
    } catch (error) {
      if (error instanceof BackupError && error.code === 'asset-gone') await throwIfTakenOut(root);
      throw error;
    }
  }

  async #open(id: AssetId, signal: CancelSignal): Promise<OpenedAsset> {
    const motionPath = await this.#motionPathOf(id, signal);
    const original = await this.#openFile(id);
    let motion: OpenedFile | undefined;
    try {
      motion = motionPath === undefined ? undefined : await this.#openFile(motionPath);
    } catch (error) {
      await original.close();
      throw error;
    }
    return {
      asset: assetOf(dirname(id), original.facts, motion?.facts),
      original: original.part,
      motion: motion?.part,
      relist: () => relist(id, motionPath),
      close: async () => {
        await original.close();
        await motion?.close();
      },
    };
  }

  async #list(signal: CancelSignal): Promise<Listing> {
    throwIfCancelled(signal);
    const roots = await this.#findRoots();
    const walk = await walkFolders(roots, signal);
    const indexOf = new Map(walk.folders.map((folder, index) => [folder.path, index]));
    const listing = { ...walk, indexOf };
    this.#livePhotos = new LivePhotoMemory((folderPath, name) => {
      const folder = walk.folders[indexOf.get(folderPath) ?? -1];
      return folder?.followedLinks.has(name) === true;
    });
    this.#listing = listing;
    return listing;
  }

  async #findRoots(): Promise<readonly LibraryRoot[]> {
    this.#roots = await resolveRoots(this.#givenRoots);
    return this.#roots;
  }

  /** A video that belongs to a still now is gone as an asset of its own. */
  async #motionPathOf(id: AssetId, signal: CancelSignal): Promise<string | undefined> {
    const folder = dirname(id);
    try {
      const role = await this.#livePhotos.roleOf(folder, basename(id), signal);
      if (role.kind === 'still') return pathIn(folder, role.motionName);
      if (role.kind === 'neither') return undefined;
    } catch (error) {
      if (signal.aborted) throw error;
      throw fileError(id, error);
    }
    throw new BackupError('asset-gone', `${id} is the motion part of a photo now.`);
  }

  async #openFile(path: string): Promise<OpenedFile> {
    return openFile(path, basename(path), (count) => {
      this.#bytesRead += count;
    });
  }

  async #rootOf(id: AssetId): Promise<LibraryRoot> {
    const roots = this.#roots ?? (await this.#findRoots());
    const root = roots.find(({ path }) => isWithin(path, id));
    if (root !== undefined) return root;
    throw new BackupError('asset-gone', `${id} is in none of the folders of this library.`);
  }
}

/** When a disk was taken out, its files are not gone: the library is. */
async function throwIfTakenOut(root: LibraryRoot): Promise<void> {
  const identity = await identityOf(root.path).catch(() => undefined);
  if (identity !== root.identity) {
    throw new BackupError('library-unavailable', `The folder ${root.path} is no longer there.`);
  }
}

/** The files of an opened asset, looked at anew. Which of two files belong together is settled when it is opened. */
async function relist(id: AssetId, motionPath: string | undefined): Promise<DeviceAsset | undefined> {
  const original = await statFile(id);
  const motion = motionPath === undefined ? undefined : await statFile(motionPath);
  const isWhole = original !== undefined && (motionPath === undefined || motion !== undefined);
  return isWhole ? assetOf(dirname(id), original, motion) : undefined;
}

async function statFile(path: string): Promise<FileFacts | undefined> {
  try {
    const stats = await stat(osPathOf(path));
    return stats.isFile() ? factsOf(basename(path), stats) : undefined;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw fileError(path, error);
  }
}
