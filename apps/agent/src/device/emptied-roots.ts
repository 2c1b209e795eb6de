import { BackupError } from '@keepsake/engine';
import type { WalkedFolder } from './walked-folder.ts';

/** A root in which there is no photo or video, although some are known of it. */
export interface EmptiedRoot {
  readonly path: string;
  readonly knownCount: number;
}

/** How many photos and videos a root held when it was last looked at. */
export type CountKnownMedia = (rootPath: string) => Promise<number>;

/**
 * Finds the roots that suddenly hold no photo or video, each for itself: a mount point may hold a note or two. One
 * that could not be looked at whole is not among them. `countKnownMedia` is asked of such roots alone.
 *
 * @throws BackupError `library-unavailable` when no photo or video is left in the library
 */
export async function findEmptiedRoots(
  folders: readonly WalkedFolder[],
  countKnownMedia: CountKnownMedia,
): Promise<readonly EmptiedRoot[]> {
  const roots = folders.filter((folder) => folder.parent === undefined);
  const empty = roots.filter((root) => root.mediaCount === 0 && !root.isPartial);
  const emptied: EmptiedRoot[] = [];
  for (const { path } of empty) {
    const knownCount = await countKnownMedia(path);
    if (knownCount > 0) emptied.push({ path, knownCount });
  }
  if (empty.length === roots.length && emptied.length > 0) {
    throw new BackupError('library-unavailable', emptied.map(emptiedSentence).join(' '));
  }
  return emptied;
}

/** What there is to say of an emptied root, and to do; whole sentences. */
export function emptiedSentence({ path, knownCount }: EmptiedRoot): string {
  const files = knownCount === 1 ? '1 was' : `${knownCount} were`;
  return (
    `There is no photo or video in ${path}, where ${files}. If its disk is not connected, connect it; what was backed up is safe. ` +
    'If you emptied it on purpose, run the backup once with --emptied.'
  );
}
