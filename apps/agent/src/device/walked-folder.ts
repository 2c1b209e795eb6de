import { createHash } from 'node:crypto';
import { basename, sep } from 'node:path';
import { mediaTypeOf } from '@keepsake/protocol';
import { compareText, type FolderContents } from './folder-reader.ts';
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

/** A folder that is being walked: what is below it is not added up yet. */
export type Draft = { -readonly [Key in keyof Omit<WalkedFolder, 'parent'>]: WalkedFolder[Key] } & {
  parent: Draft | undefined;
  followedLinks: Set<string>;
  ownMarker: string;
  childMarkers: string[];
};

/** Part of every marker: to be raised when files are paired or left out by other rules, so that all is listed anew. */
const MARKER_VERSION = 'v1';

/** A folder of which nothing is known but where it is. */
export function draftOf(path: string, parent: Draft | undefined): Draft {
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

/** Notes what is in the folder itself. */
export function summarize(draft: Draft, { files, problems }: FolderContents): void {
  const hash = createHash('sha1').update(MARKER_VERSION);
  for (const { name, sizeBytes, modifiedAtMs, isInCloud } of files) {
    hash.update(`\0${name}\0${sizeBytes ?? '?'}\0${modifiedAtMs}${isInCloud ? '\0cloud' : ''}`);
  }
  for (const problem of problems) hash.update(`\0\0${problem.path}`);
  draft.ownMarker = hash.digest('base64url');
  const motionCount = pairLivePhotos(files).size;
  draft.ownCount = files.length - motionCount;
  draft.mediaCount = files.filter(({ name }) => mediaTypeOf(name) !== undefined).length - motionCount;
  draft.isPartial ||= problems.length > 0;
}

/** Brings folders into their order, and what is known of each up to those around it. */
export function foldUp(drafts: Draft[]): readonly WalkedFolder[] {
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
