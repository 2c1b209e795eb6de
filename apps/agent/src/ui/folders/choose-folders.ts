import { isWithin, resolveRoots } from '../../device/library-roots.ts';
import type { LibraryFolders } from '../../profile/profile.ts';

/**
 * The library that a person's choice of folders makes: their real paths, without those that lie within another. A folder
 * that is backed up already may be away just now. Errors: `library-…`, with a sentence that names the folder.
 */
export async function libraryOf(paths: readonly string[], current: LibraryFolders): Promise<LibraryFolders> {
  const known = paths.filter((path) => current.includes(path));
  const found = await resolveRoots(paths.filter((path) => !current.includes(path)));
  const all = [...new Set([...known, ...found.map(({ path }) => path)])];
  return all.filter((path) => !all.some((other) => other !== path && isWithin(other, path))).sort();
}
