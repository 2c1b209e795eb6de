import { readdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { mediaTypeOf } from '@keepsake/protocol';
import type { AssetId } from '@keepsake/engine';
import { nameBehindPlaceholder } from './cloud-files.ts';
import { osPathOf, textOfLatin1 } from './file-name-codec.ts';
import { pathIn } from './folder-reader.ts';
import { isIgnoredName } from './ignored-names.ts';
import { isMissing } from './library-errors.ts';
import { isWithin } from './library-roots.ts';

/** A folder in which no photo or video is left, or that is gone itself, with files that were not backed up. */
export interface VanishedFolder {
  readonly path: string;
  readonly goneCount: number;
}

/**
 * Finds the folders that are gone as a whole with the files of these ids, the outermost ones.
 *
 * A disk may be mounted anywhere below a root. When it goes, its files look deleted, but a person deletes photos that
 * were not backed up one by one more often than all of a folder.
 */
export async function findVanishedFolders(
  goneIds: AsyncIterable<AssetId>,
  roots: readonly string[],
): Promise<readonly VanishedFolder[]> {
  const areVanished = new Map<string, boolean>();
  const isVanished = async (path: string): Promise<boolean> => {
    const isKnown = areVanished.get(path);
    if (isKnown !== undefined) return isKnown;
    const isEmpty = !(await holdsMedia(path));
    areVanished.set(path, isEmpty);
    return isEmpty;
  };

  const goneCounts = new Map<string, number>();
  for await (const id of goneIds) {
    const root = roots.find((folder) => isWithin(folder, id));
    if (root === undefined) continue;
    let outermost: string | undefined;
    for (let path = dirname(id); isWithin(root, path) && (await isVanished(path)); path = dirname(path)) {
      outermost = path;
      if (path === root) break;
    }
    if (outermost !== undefined) goneCounts.set(outermost, (goneCounts.get(outermost) ?? 0) + 1);
  }
  return [...goneCounts].map(([path, goneCount]) => ({ path, goneCount }));
}

/** What there is to say of a folder that is gone with files that were not backed up; whole sentences. */
export function vanishedSentence({ path, goneCount }: VanishedFolder): string {
  const files =
    goneCount === 1 ? '1 file that was not backed up is' : `${goneCount} files that were not backed up are`;
  return (
    `${files} gone with the folder ${path}. If its disk is not connected, connect it and run the backup again; ` +
    'if you deleted or moved the folder, there is nothing to do.'
  );
}

/** Whether there is a photo or video in the folder or below; one that cannot be looked into may well hold some. */
async function holdsMedia(path: string): Promise<boolean> {
  try {
    const entries = await readdir(osPathOf(path), { withFileTypes: true, encoding: 'latin1' });
    const named = entries.map((entry) => {
      const name = textOfLatin1(entry.name);
      return { entry, name: nameBehindPlaceholder(name) ?? name };
    });
    const seen = named.filter(({ name }) => !isIgnoredName(name));
    if (seen.some(({ entry, name }) => !entry.isDirectory() && mediaTypeOf(name) !== undefined)) return true;
    for (const { entry, name } of seen) {
      if (entry.isDirectory() && (await holdsMedia(pathIn(path, name)))) return true;
    }
    return false;
  } catch (error) {
    return !isMissing(error);
  }
}
