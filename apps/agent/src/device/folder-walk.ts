import { throwIfCancelled, type CancelSignal } from '@keepsake/engine';
import type { IsOnlineOnly } from './cloud-files.ts';
import { pathIn, readFolder, type FolderContents } from './folder-reader.ts';
import { byPath, followFileLinks, pathOf, targetOf, type Link } from './followed-links.ts';
import { folderError, problemOf, type LibraryProblem } from './library-errors.ts';
import type { LibraryRoot } from './library-roots.ts';
import { isServerFolder } from './server-folders.ts';
import { draftOf, foldUp, summarize, type Draft, type WalkedFolder } from './walked-folder.ts';

/** The folders of a library, each followed by all that are below it. */
export interface Walk {
  readonly folders: readonly WalkedFolder[];
  readonly problems: readonly LibraryProblem[];
  /** Data folders of Keepsake servers: they are left out, as empty ones. */
  readonly serverFolders: readonly string[];
}

/**
 * Looks at every file below the roots, once, and opens none.
 *
 * Symbolic links are followed after everything that is reached without them, in the order of their paths, so that a
 * real folder or file goes before a link to it, and two walks of the same files agree. Folders are known by device
 * and inode: none is entered twice, and loops end. Hard links are files of their own. What cannot be looked at is
 * among the problems and makes its folders partial; a root that cannot is thrown. One that is away is as an empty one.
 */
export async function walkFolders(
  { roots, away }: { readonly roots: readonly LibraryRoot[]; readonly away: readonly string[] },
  isOnlineOnly: IsOnlineOnly,
  signal: CancelSignal,
): Promise<Walk> {
  const drafts = away.map((path) => draftOf(path, undefined));
  const serverFolders: string[] = [];
  const problems = new Map<string, LibraryProblem>();
  const note = (problem: LibraryProblem): unknown => problems.set(problem.path, problem);
  const seen = new Set<string>();

  const isNew = (identity: string): boolean => {
    const before = seen.size;
    return seen.add(identity).size > before;
  };

  const lookInto = async (draft: Draft): Promise<Pick<FolderContents, 'folders' | 'links'>> => {
    try {
      const contents = await readFolder(
        draft.path,
        { isFollowed: (name) => draft.followedLinks.has(name), isOnlineOnly },
        signal,
      );
      if (isServerFolder(contents)) {
        serverFolders.push(draft.path);
        return { folders: [], links: [] };
      }
      summarize(draft, contents);
      contents.problems.forEach(note);
      // Not the files: those of a whole library must never be in memory at once.
      return { folders: contents.folders, links: contents.links };
    } catch (error) {
      if (signal.aborted) throw error;
      if (draft.parent === undefined) throw folderError(draft.path, error);
      const problem = problemOf(draft.path, error);
      if (problem !== undefined) {
        draft.isPartial = true;
        note(problem);
      }
      return { folders: [], links: [] };
    }
  };

  /** Goes down level by level: where two paths lead to one folder, the shorter one counts. */
  const descend = async (start: readonly Draft[]): Promise<Link[]> => {
    const links: Link[] = [];
    for (let level = start; level.length > 0;) {
      const below: Draft[] = [];
      for (const folder of level) {
        drafts.push(folder);
        const contents = await lookInto(folder);
        for (const child of contents.folders) {
          if (isNew(child.identity)) below.push(draftOf(pathIn(folder.path, child.name), folder));
        }
        for (const name of contents.links) links.push({ folder, name });
      }
      level = below;
    }
    return links;
  };

  const rootDrafts = roots
    .filter(({ identity }) => isNew(identity))
    .map(({ path }) => draftOf(path, undefined));
  const fileLinks: Link[] = [];
  for (let links = await descend(rootDrafts); links.length > 0;) {
    links.sort(byPath);
    const more: Link[] = [];
    for (const link of links) {
      throwIfCancelled(signal);
      const target = await targetOf(link, note);
      if (target?.kind === 'file') fileLinks.push(link);
      if (target?.kind === 'folder' && isNew(target.identity)) {
        more.push(...(await descend([draftOf(pathOf(link), link.folder)])));
      }
    }
    links = more;
  }

  for (const folder of await followFileLinks(fileLinks.sort(byPath), seen, note)) await lookInto(folder);
  return { folders: foldUp(drafts), problems: [...problems.values()], serverFolders };
}
