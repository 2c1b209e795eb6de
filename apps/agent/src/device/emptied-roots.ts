import { BackupError, type AlbumId } from '@keepsake/engine';
import { EVERYTHING_ALBUM_ID } from './folder-albums.ts';
import type { WalkedFolder } from './folder-walk.ts';

/** How many assets each album had when it was last listed. */
export type KnownCounts = ReadonlyMap<AlbumId, number>;

/** A root in which there is nothing, although files are known of it. */
export interface EmptiedRoot {
  readonly path: string;
  readonly knownCount: number;
}

/**
 * Finds the roots that are suddenly empty, each for itself. One that could not be looked at whole is not among them.
 *
 * @throws BackupError `library-unavailable` when nothing else is left in the library
 */
export function findEmptiedRoots(
  folders: readonly WalkedFolder[],
  knownCounts: KnownCounts,
): readonly EmptiedRoot[] {
  const roots = folders.filter((folder) => folder.parent === undefined);
  const emptied = roots
    .filter((root) => root.totalCount === 0 && !root.isPartial)
    .map(({ path }) => {
      // A single root has no album but that of everything.
      const albumId = roots.length === 1 ? EVERYTHING_ALBUM_ID : (path as AlbumId);
      return { path, knownCount: knownCounts.get(albumId) ?? 0 };
    })
    .filter(({ knownCount }) => knownCount > 0);
  const isNothingLeft = roots.every((root) => root.totalCount === 0 && !root.isPartial);
  if (isNothingLeft && emptied.length > 0) {
    throw new BackupError('library-unavailable', emptied.map(emptiedSentence).join(' '));
  }
  return emptied;
}

/** What there is to say of an emptied root, and to do; whole sentences. */
export function emptiedSentence({ path, knownCount }: EmptiedRoot): string {
  const files = knownCount === 1 ? '1 file was' : `${knownCount} files were`;
  return (
    `There is nothing in ${path}, where ${files}. If its disk is not connected, connect it; what was backed up is safe. ` +
    'If you emptied it on purpose, run the backup once with --emptied.'
  );
}
