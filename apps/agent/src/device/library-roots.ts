import { realpath, stat } from 'node:fs/promises';
import { BackupError } from '@keepsake/engine';
import { osPathOf, textOfBytes } from './file-name-codec.ts';
import { compareText, identityOf, pathIn } from './folder-reader.ts';
import { folderError, isMissing } from './library-errors.ts';

/** A folder that a library begins at. */
export interface LibraryRoot {
  readonly path: string;
  /** Which folder it is, to tell it from another one (an empty mount point) that takes its place. */
  readonly identity: string;
}

/**
 * Finds the real folders behind the paths that a person gave, in the order of paths.
 *
 * A folder given twice, or one that lies within another, is in the library once. Throws `library-unavailable` or
 * `library-permission-lost`, with a sentence that names the path as it was given.
 */
export async function resolveRoots(paths: readonly string[]): Promise<readonly LibraryRoot[]> {
  const roots = new Map<string, LibraryRoot>();
  for (const path of paths) {
    const root = await resolveRoot(path);
    roots.set(root.path, root);
  }
  return withoutInner(roots);
}

/**
 * The same of a library of which some is known already: where a root of it is missing and another one is there, the disk of the
 * missing one is `away`, and keeps nothing from being looked at.
 */
export async function resolvePresentRoots(
  paths: readonly string[],
  isKnown: (path: string) => Promise<boolean>,
): Promise<{ readonly roots: readonly LibraryRoot[]; readonly away: readonly string[] }> {
  const roots = new Map<string, LibraryRoot>();
  const missing = new Map<string, BackupError>();
  for (const path of paths) {
    try {
      const root = await resolveRoot(path);
      roots.set(root.path, root);
    } catch (error) {
      if (!(error instanceof BackupError) || !isMissing(error.cause)) throw error;
      missing.set(path, error);
    }
  }
  for (const [path, error] of missing) if (roots.size === 0 || !(await isKnown(path))) throw error;
  return { roots: withoutInner(roots), away: [...missing.keys()] };
}

function withoutInner(roots: ReadonlyMap<string, LibraryRoot>): readonly LibraryRoot[] {
  const isInner = ({ path }: LibraryRoot): boolean =>
    [...roots.keys()].some((other) => other !== path && isWithin(other, path));
  return [...roots.values()].filter((root) => !isInner(root)).sort((a, b) => compareText(a.path, b.path));
}

/** Whether the path is the folder itself or lies below it, by its text. */
export function isWithin(folderPath: string, path: string): boolean {
  return path === folderPath || path.startsWith(pathIn(folderPath, ''));
}

/** When a disk was taken out, its files are not gone: the library is. */
export async function throwIfTakenOut(root: LibraryRoot): Promise<void> {
  const identity = await identityOf(root.path).catch(() => undefined);
  if (identity !== root.identity) {
    throw new BackupError('library-unavailable', `The folder ${root.path} is no longer there.`);
  }
}

async function resolveRoot(path: string): Promise<LibraryRoot> {
  try {
    const real = textOfBytes(await realpath(osPathOf(path), 'buffer'));
    if ((await stat(osPathOf(real))).isDirectory()) return { path: real, identity: await identityOf(real) };
  } catch (error) {
    throw folderError(path, error);
  }
  throw new BackupError('library-unavailable', `${path} is not a folder.`);
}
