import type { RemoteFile, RemoteOriginal } from '../ports/remote-originals.ts';
import type { RestorePlace } from '../ports/restore-target.ts';
import { composeName, foldedKey, safeFolderName, safeName } from './safe-name.ts';

/** Which originals are brought home. */
export interface RestoreChoice {
  /** The server's albums of these names alone, compared after Unicode NFC; empty: everything. */
  readonly albumNames: readonly string[];
}

/** One way in which the files of an original may be called in a folder: each with its place. */
export type PlacedParts = readonly { readonly file: RemoteFile; readonly place: RestorePlace }[];

/**
 * The folders that an original belongs in: one for each of its albums, or of year and month where it is in none. Empty:
 * it is not wanted. Albums whose names differ only in what a folder's name cannot hold share one.
 */
export function foldersOf(
  { albumNames, createdAtMs }: Pick<RemoteOriginal, 'albumNames' | 'createdAtMs'>,
  choice: RestoreChoice,
): readonly (readonly string[])[] {
  const chosen = new Set(choice.albumNames.map((name) => name.normalize('NFC')));
  const wanted =
    chosen.size === 0 ? albumNames : albumNames.filter((name) => chosen.has(name.normalize('NFC')));
  const folders = new Map(
    wanted.map((name) => {
      const folder = safeFolderName(name);
      return [foldedKey(folder), [folder]] as const;
    }),
  );
  if (folders.size > 0) return [...folders.values()];
  return chosen.size > 0 ? [] : [monthOf(createdAtMs)];
}

/**
 * How the files of an original may be called in a folder, best first. The parts of a Live Photo have one base name. What
 * finds its name taken by other bytes is told apart by its own, so that it is called the same in every restore.
 */
export function candidatesIn(folders: readonly string[], original: RemoteOriginal): readonly PlacedParts[] {
  const { stem, extension } = safeName(original.fileName);
  const { checksum, motion } = original;
  const motionExtension = motion === undefined ? '' : motionExtensionOf(motion, extension);
  // Several Live Photos of one still are told apart by what moves.
  const sums = motion === undefined ? [checksum] : [checksum, motion.checksum];
  const suffixes = ['', ...sums.flatMap((sum) => [` (${sum.slice(0, 8)})`, ` (${sum})`])];
  return suffixes.map((suffix) => {
    const place = (own: string): RestorePlace => ({
      folders,
      name: composeName({ stem, suffix }, own, [extension, motionExtension]),
    });
    const still = { file: original, place: place(extension) };
    // First what nobody takes for the whole: a still that is there has its motion part beside it.
    return motion === undefined ? [still] : [{ file: motion, place: place(motionExtension) }, still];
  });
}

/** What the places of an original in a folder have in common, for those who must not look for theirs at the same time. */
export function turnOf(folders: readonly string[], { fileName }: RemoteOriginal): string {
  return foldedKey([...folders, safeName(fileName).stem].join('/'));
}

/** A motion part that calls itself as its still does must not take its place. */
function motionExtensionOf(motion: RemoteFile, stillExtension: string): string {
  const { extension } = safeName(motion.fileName);
  return foldedKey(extension) === foldedKey(stillExtension) ? `_motion${extension}` : extension;
}

/** By universal time, so that a restore that goes on elsewhere finds the same folders. */
function monthOf(createdAtMs: number): readonly string[] {
  const date = new Date(createdAtMs);
  const year = date.getUTCFullYear();
  if (!(year >= 0 && year <= 9999)) return ['undated'];
  return [String(year).padStart(4, '0'), String(date.getUTCMonth() + 1).padStart(2, '0')];
}
