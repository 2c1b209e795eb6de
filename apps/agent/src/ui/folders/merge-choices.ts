import type { AlbumChoice, AlbumId } from '@keepsake/engine';
import { EVERYTHING_ALBUM_ID } from '../../device/folder-albums.ts';
import type { LibraryFolders } from '../../profile/profile.ts';

/** What a person chose in one library. */
export interface LibraryChoices {
  readonly folders: LibraryFolders;
  /** Undefined: it cannot be read. What may have been excluded must not be sent then. */
  readonly choices: ReadonlyMap<AlbumId, AlbumChoice> | undefined;
}

/**
 * What was chosen in libraries apart, for one of `folders` in which they are together. Everything stays selected where it was in each;
 * else the folders in which it was are, one by one, so that nothing is chosen that was not. Exclusion wins.
 */
export function mergeChoices(
  folders: LibraryFolders,
  libraries: readonly LibraryChoices[],
): ReadonlyMap<AlbumId, AlbumChoice> {
  const chosen = libraries.filter(({ choices }) => choices === undefined || choices.size > 0);
  const ofAll = new Set(chosen.map(({ choices }) => choices?.get(EVERYTHING_ALBUM_ID) ?? 'none'));
  const merged = new Map<AlbumId, AlbumChoice>();
  const choose = (path: string, choice: AlbumChoice): void => {
    // The one folder of a library is its album of everything.
    const id = folders.length === 1 && folders[0] === path ? EVERYTHING_ALBUM_ID : (path as AlbumId);
    if (merged.get(id) !== 'excluded') merged.set(id, choice);
  };
  for (const library of chosen) {
    for (const [id, choice] of library.choices ?? []) {
      if (id !== EVERYTHING_ALBUM_ID) choose(id, choice);
      else if (ofAll.size === 1) merged.set(id, choice);
      else for (const folder of library.folders) choose(folder, choice);
    }
  }
  return merged;
}
