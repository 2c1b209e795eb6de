import { createHash } from 'node:crypto';
import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, sep } from 'node:path';
import { throwIfCancelled, type CancelSignal } from '@keepsake/engine';
import { mediaTypeOf } from '@keepsake/protocol';
import { osPathOf, textOfBytes } from './file-name-codec.ts';
import { compareText, identityOf, pathIn, readFolder, type FolderContents } from './folder-reader.ts';
import { isIgnoredName } from './ignored-names.ts';
import { folderError, problemOf, type LibraryProblem } from './library-errors.ts';
import type { LibraryRoot } from './library-roots.ts';
import { pairLivePhotos } from './live-photo-pairs.ts';

/** One folder of the library as a walk found it. What is in it is not kept: that is read again when it is asked for. */
export interface WalkedFolder {
  readonly path: string;
  readonly parent: WalkedFolder | undefined;
  /** Links to files that are followed; all others lead nowhere, or to what is in the library anyway. */
  readonly followedLinks: ReadonlySet<string>;
  /** Assets in the folder itself. */
  readonly ownCount: number;
  /** Assets in the folder and below. */
  readonly totalCount: number;
  /** How many of them are photos or videos. */
  readonly mediaCount: number;
  /** Changes when a file in the folder or below comes, goes, or changes its size or modified time. */
  readonly marker: string;
  /** Something in the folder or below could not be looked at. */
  readonly isPartial: boolean;
  /** Where this folder's subtree ends in the list of all folders. */
  readonly end: number;
}

/** The folders of a library, each followed by all that are below it. */
export interface Walk {
  readonly folders: readonly WalkedFolder[];
  readonly problems: readonly LibraryProblem[];
}

type Draft = { -readonly [Key in keyof Omit<WalkedFolder, 'parent'>]: WalkedFolder[Key] } & {
  parent: Draft | undefined;
  followedLinks: Set<string>;
  ownMarker: string;
  childMarkers: string[];
};

interface Link {
  readonly folder: Draft;
  readonly name: string;
}

/** Part of every marker: to be raised when files are paired or left out by other rules, so that all is listed anew. */
const MARKER_VERSION = 'v1';

/**
 * Looks at every file below the roots, once, and opens none.
 *
 * Symbolic links are followed after everything that is reached without them, in the order of their paths, so that a
 * real folder or file goes before a link to it, and two walks of the same files agree. Folders are known by device
 * and inode: none is entered twice, and loops end. Hard links are files of their own. What cannot be looked at is
 * among the problems and makes its folders partial; a root that cannot is thrown.
 */
export async function walkFolders(roots: readonly LibraryRoot[], signal: CancelSignal): Promise<Walk> {
  const drafts: Draft[] = [];
  const problems = new Map<string, LibraryProblem>();
  const note = (problem: LibraryProblem): unknown => problems.set(problem.path, problem);
  const seen = new Set<string>();

  const isNew = (identity: string): boolean => {
    const before = seen.size;
    return seen.add(identity).size > before;
  };

  const lookInto = async (draft: Draft): Promise<Pick<FolderContents, 'folders' | 'links'>> => {
    try {
      const contents = await readFolder(draft.path, (name) => draft.followedLinks.has(name), signal);
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
  return { folders: foldUp(drafts), problems: [...problems.values()] };
}

function draftOf(path: string, parent: Draft | undefined): Draft {
  return {
    path,
    parent,
    followedLinks: new Set(),
    ownCount: 0,
    totalCount: 0,
    mediaCount: 0,
    marker: '',
    isPartial: false,
    end: 0,
    ownMarker: '',
    childMarkers: [],
  };
}

function summarize(draft: Draft, { files, problems }: FolderContents): void {
  const hash = createHash('sha1').update(MARKER_VERSION);
  for (const file of files) hash.update(`\0${file.name}\0${file.sizeBytes}\0${file.modifiedAtMs}`);
  for (const problem of problems) hash.update(`\0\0${problem.path}`);
  draft.ownMarker = hash.digest('base64url');
  const motionCount = pairLivePhotos(files).size;
  draft.ownCount = files.length - motionCount;
  draft.mediaCount = files.filter(({ name }) => mediaTypeOf(name) !== undefined).length - motionCount;
  draft.isPartial ||= problems.length > 0;
}

type LinkTarget = { readonly kind: 'file' } | { readonly kind: 'folder'; readonly identity: string };

async function targetOf(
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
async function followFileLinks(
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

/** Brings folders into their order, and what is known of each up to those around it. */
function foldUp(drafts: Draft[]): readonly WalkedFolder[] {
  drafts.sort((a, b) => compareFolders(a.path, b.path));
  for (let index = drafts.length - 1; index >= 0; index--) {
    const draft = drafts[index] as Draft;
    draft.end = Math.max(draft.end, index + 1);
    draft.totalCount += draft.ownCount;
    const hash = createHash('sha1').update(draft.ownMarker);
    for (const child of draft.childMarkers) hash.update(`\0${child}`);
    draft.marker = hash.digest('base64url');
    draft.childMarkers = [];

    const { parent } = draft;
    if (parent === undefined) continue;
    parent.end = Math.max(parent.end, draft.end);
    parent.totalCount += draft.totalCount;
    parent.mediaCount += draft.mediaCount;
    parent.isPartial ||= draft.isPartial;
    const isWorthANote = draft.totalCount > 0 || draft.isPartial;
    if (isWorthANote) parent.childMarkers.push(`${basename(draft.path)}\0${draft.marker}`);
  }
  return drafts;
}

/** The order in which each folder stands right before all that are below it. */
export function compareFolders(a: string, b: string): number {
  return compareText(a.replaceAll(sep, '\0'), b.replaceAll(sep, '\0'));
}

const pathOf = (link: Link): string => pathIn(link.folder.path, link.name);

const byPath = (a: Link, b: Link): number => compareText(pathOf(a), pathOf(b));
