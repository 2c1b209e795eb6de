import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { AlbumId, ListedAlbum } from '@keepsake/engine';
import type { WalkedFolder } from './walked-folder.ts';

/** The id of the album of everything; the ids of others are absolute paths, which this is not. */
export const EVERYTHING_ALBUM_ID = 'everything' as AlbumId;

/**
 * The albums of walked folders: that of everything first, then one for each folder that is worth one.
 *
 * An emptied root stands there as what is known of it, and partial, so that nothing that was in it is taken for gone.
 */
export function albumsOf(
  folders: readonly WalkedFolder[],
  emptiedRoots: readonly { readonly path: string; readonly knownCount: number }[],
): readonly ListedAlbum[] {
  const knownCounts = new Map(emptiedRoots.map(({ path, knownCount }) => [path, knownCount]));
  const asKnown = (folder: WalkedFolder): WalkedFolder => {
    const totalCount = knownCounts.get(folder.path);
    return totalCount === undefined ? folder : { ...folder, totalCount, isPartial: true };
  };
  const roots = folders.filter((folder) => folder.parent === undefined);
  const albums = folders.filter((folder) => isAlbum(folder, roots.length));
  return [
    everythingOf(roots.map(asKnown)),
    ...albums.map((folder) => albumOf(asKnown(folder), roots.length)),
  ];
}

function everythingOf(roots: readonly WalkedFolder[]): ListedAlbum {
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
