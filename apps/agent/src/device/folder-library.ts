import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import {
  BackupError,
  throwIfCancelled,
  type AlbumId,
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
import { assetOf } from './folder-assets.ts';
import { FolderPages } from './folder-pages.ts';
import { factsOf, identityOf, pathIn, type FileFacts } from './folder-reader.ts';
import { walkFolders, type Walk, type WalkedFolder } from './folder-walk.ts';
import { fileError, isMissing, type LibraryProblem } from './library-errors.ts';
import { isWithin, resolveRoots, type LibraryRoot } from './library-roots.ts';
import { LivePhotoMemory } from './live-photo-memory.ts';
import { openFile, type OpenedFile } from './opened-file.ts';

/** The id of the album of everything; the ids of others are absolute paths, which this is not. */
export const EVERYTHING_ALBUM_ID = 'everything' as AlbumId;

/** The files and folders of a computer as a photo library. */
export interface FolderLibrary extends PhotoLibrary {
  /** Bytes of photos and videos that were read since it was opened. */
  readonly bytesRead: number;
  /** What the last listing of albums could not look at. */
  problems(): readonly LibraryProblem[];
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
 */
export function openFolderLibrary(roots: readonly string[]): FolderLibrary {
  return new FolderPhotoLibrary(roots);
}

interface Listing extends Walk {
  /** Where a folder stands among all, by its path. */
  readonly indexOf: ReadonlyMap<string, number>;
}

class FolderPhotoLibrary implements FolderLibrary {
  readonly #givenRoots: readonly string[];
  readonly #pages = new FolderPages();
  #roots: readonly LibraryRoot[] | undefined;
  #listing: Listing | undefined;
  #livePhotos = new LivePhotoMemory(() => false);
  #bytesRead = 0;

  constructor(roots: readonly string[]) {
    this.#givenRoots = roots;
  }

  get bytesRead(): number {
    return this.#bytesRead;
  }

  problems(): readonly LibraryProblem[] {
    return this.#listing?.problems ?? [];
  }

  async listAlbums(signal: CancelSignal): Promise<readonly ListedAlbum[]> {
    const { folders } = await this.#list(signal);
    const rootCount = folders.filter((folder) => folder.parent === undefined).length;
    const albums = folders.filter((folder) => isAlbum(folder, rootCount));
    return [everythingOf(folders), ...albums.map((folder) => albumOf(folder, rootCount))];
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

function everythingOf(folders: readonly WalkedFolder[]): ListedAlbum {
  const roots = folders.filter((folder) => folder.parent === undefined);
  const hash = createHash('sha1');
  for (const root of roots) hash.update(`${root.path}\0${root.marker}\0`);
  return {
    id: EVERYTHING_ALBUM_ID,
    name: 'Everything',
    kind: 'everything',
    parentId: undefined,
    marker: hash.digest('base64url'),
    assetCount: roots.reduce((sum, root) => sum + root.totalCount, 0),
    isPartial: roots.some((root) => root.isPartial),
  };
}

/** A folder that could not be looked at stays an album, so that it is not forgotten with what the ledger knows of it. */
function isAlbum(folder: WalkedFolder, rootCount: number): boolean {
  if (folder.parent === undefined) return rootCount > 1;
  return folder.totalCount > 0 || folder.isPartial;
}

const albumOf = (folder: WalkedFolder, rootCount: number): ListedAlbum => ({
  id: folder.path as AlbumId,
  name: (basename(folder.path) || folder.path).normalize('NFC'),
  kind: 'ordinary',
  parentId: parentIdOf(folder, rootCount),
  marker: folder.marker,
  assetCount: folder.totalCount,
  isPartial: folder.isPartial,
});

/** The album of everything is nobody's parent. */
function parentIdOf({ parent }: WalkedFolder, rootCount: number): AlbumId | undefined {
  if (parent === undefined || (parent.parent === undefined && rootCount === 1)) return undefined;
  return parent.path as AlbumId;
}
