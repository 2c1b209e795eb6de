import { typed } from '../cli/command-name.ts';
import { createHash } from 'node:crypto';
import { realpath, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { CommandError } from '../cli/command-error.ts';
import { EXIT } from '../cli/exit-codes.ts';
import { isWithin } from '../device/library-roots.ts';
import { printable } from '../display/format.ts';
import type { LibraryFolders, Profile } from '../profile/profile.ts';
import { requireCredentials } from './require-credentials.ts';

/** The library that a command speaks of. */
export type LibraryRequest =
  /** By the folders that the person named; none: the library that was backed up last. */
  | { readonly kind: 'named'; readonly folders: readonly string[] }
  /** As the profile knows it, whether its folders are there now or not. */
  | { readonly kind: 'known'; readonly folders: LibraryFolders };

/**
 * The folders of the library that a command speaks of.
 *
 * A library is a set of folders. Each has a ledger of its own, so that backing up another folder never makes the
 * first one's photos look deleted.
 *
 * @throws CommandError when a named folder is missing, or none was named and nobody signed in or backed up yet
 */
export async function chooseLibrary(request: LibraryRequest, profile: Profile): Promise<LibraryFolders> {
  if (request.kind === 'known') return request.folders;
  if (request.folders.length > 0) {
    return [...new Set(await Promise.all(request.folders.map(realFolder)))].sort();
  }
  const [last] = await profile.readLibraries();
  return last ?? nothingBackedUp(profile);
}

/**
 * The libraries of the profile that a file lies in by one of its paths, the one that was backed up last first.
 *
 * @throws CommandError when there is none
 */
export async function librariesAround(
  paths: readonly [string, ...string[]],
  profile: Profile,
): Promise<readonly LibraryFolders[]> {
  const libraries = await profile.readLibraries();
  if (libraries.length === 0) return nothingBackedUp(profile);
  const around = libraries.filter((folders) => pathWithin(folders, paths) !== undefined);
  if (around.length > 0) return around;
  const known = [...new Set(libraries.flat())].map(printable).join(', ');
  throw new CommandError(`${printable(paths[0])} is in none of the folders that you back up: ${known}.`);
}

/** The first of the paths that is in one of the folders. */
export function pathWithin(folders: readonly string[], paths: readonly string[]): string | undefined {
  return paths.find((path) => folders.some((folder) => isWithin(folder, path)));
}

/** The libraries with this one as the last that was backed up. */
export function withLast(
  libraries: readonly LibraryFolders[],
  last: LibraryFolders,
): readonly LibraryFolders[] {
  const key = JSON.stringify(last);
  return [last, ...libraries.filter((folders) => JSON.stringify(folders) !== key)];
}

/** The libraries with this one where it was among those before, or without it; what became of the others meanwhile stays. */
export function withFormerPlace(
  libraries: readonly LibraryFolders[],
  before: readonly LibraryFolders[],
  library: LibraryFolders,
): readonly LibraryFolders[] {
  const key = JSON.stringify(library);
  const others = libraries.filter((folders) => JSON.stringify(folders) !== key);
  const place = before.findIndex((folders) => JSON.stringify(folders) === key);
  return place < 0 || others.length === libraries.length ? others : others.toSpliced(place, 0, library);
}

/** The first thing that is to be done comes first. */
async function nothingBackedUp(profile: Profile): Promise<never> {
  await requireCredentials(profile);
  throw new CommandError(
    `Nothing was backed up from this computer yet. Say which folder to back up, for example: ${typed('backup ~/Pictures')}`,
  );
}

async function realFolder(folder: string): Promise<string> {
  if (folder === '') throw new CommandError('The name of a folder is missing.');
  let real: string;
  let isFolder: boolean;
  try {
    real = await realpath(folder);
    isFolder = (await stat(real)).isDirectory();
  } catch {
    throw new CommandError(
      `The folder ${printable(resolve(folder))} cannot be found. Check its name, or connect its disk.`,
      EXIT.libraryUnavailable,
    );
  }
  if (isFolder) return real;
  throw new CommandError(
    `${printable(real)} is a file. Name the folder that it is in.`,
    EXIT.libraryUnavailable,
  );
}

/**
 * The ledger's file name: one for each person and library. The server's address is no part of it, because a server that
 * moves to another address still keeps the same photos, and a person's id is unique over all servers.
 */
export function ledgerNameOf(userId: string, folders: readonly string[]): string {
  const key = JSON.stringify([userId, ...folders]);
  return `${createHash('sha256').update(key).digest('hex').slice(0, 24)}.sqlite`;
}
