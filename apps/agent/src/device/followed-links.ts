import { realpath, stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { osPathOf, textOfBytes } from './file-name-codec.ts';
import { compareText, identityOf, pathIn } from './folder-reader.ts';
import { isIgnoredName } from './ignored-names.ts';
import { problemOf, type LibraryProblem } from './library-errors.ts';
import type { Draft } from './walked-folder.ts';

/** A symbolic link of a folder. */
export interface Link {
  readonly folder: Draft;
  readonly name: string;
}

/** What a link leads to, whatever stands between. */
export type LinkTarget = { readonly kind: 'file' } | { readonly kind: 'folder'; readonly identity: string };

/** Undefined: it leads nowhere, or it cannot be told where, which is noted. */
export async function targetOf(
  link: Link,
  note: (problem: LibraryProblem) => unknown,
): Promise<LinkTarget | undefined> {
  const path = pathOf(link);
  try {
    const stats = await stat(osPathOf(path));
    if (stats.isDirectory()) return { kind: 'folder', identity: await identityOf(path) };
    return stats.isFile() ? { kind: 'file' } : undefined;
  } catch (error) {
    const problem = problemOf(path, error);
    if (problem !== undefined) {
      link.folder.isPartial = true;
      note(problem);
    }
    return undefined;
  }
}

/** Marks the links whose files are not in the library yet, one for each file; answers the folders that they are in. */
export async function followFileLinks(
  links: readonly Link[],
  walked: ReadonlySet<string>,
  note: (problem: LibraryProblem) => unknown,
): Promise<Set<Draft>> {
  const folders = new Set<Draft>();
  const files = new Set<string>();
  const identities = new Map<string, string>();
  for (const link of links) {
    const path = pathOf(link);
    try {
      const real = textOfBytes(await realpath(osPathOf(path), 'buffer'));
      const folder = dirname(real);
      const folderIdentity = identities.get(folder) ?? (await identityOf(folder));
      identities.set(folder, folderIdentity);
      if (walked.has(folderIdentity) && !isIgnoredName(basename(real))) continue;
      const file = await identityOf(path);
      if (files.has(file)) continue;
      files.add(file);
      link.folder.followedLinks.add(link.name);
      folders.add(link.folder);
    } catch (error) {
      const problem = problemOf(path, error);
      if (problem !== undefined) {
        link.folder.isPartial = true;
        note(problem);
      }
    }
  }
  return folders;
}

/** Where a link is. */
export const pathOf = (link: Link): string => pathIn(link.folder.path, link.name);

/** The order in which links are followed. */
export const byPath = (a: Link, b: Link): number => compareText(pathOf(a), pathOf(b));
