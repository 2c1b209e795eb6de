import { foldedKey, safeName } from '../storage/safe-name.ts';

/** A file that wants into an archive: under this name, with this after it (`.xmp` for a sidecar). */
export interface WantedName {
  readonly fileName: string;
  readonly ending: string;
}

/**
 * Hands out the names in one archive. No two are the same, also where case is ignored, and none leads out of the folder
 * that it is unpacked to. Files that are asked for together get the same number, so that the parts of a Live Photo still
 * belong together: `IMG (2).HEIC`, `IMG (2).MOV`.
 *
 * @returns a function that takes names of different kinds of file, and gives one for each, in order
 */
export function createArchiveNames(): (wanted: readonly WantedName[]) => readonly string[] {
  const taken = new Set<string>();
  /** By the first wanted name: where counting goes on, so that thousands of equal names take no longer than others. */
  const nextNumbers = new Map<string, number>();
  return (wanted) => {
    const parts = wanted.map(({ fileName, ending }) => ({ ...safeName(fileName), ending }));
    const counter = foldedKey(parts.map(({ stem, extension }) => stem + extension).join('/'));
    for (let number = nextNumbers.get(counter) ?? 1; ; number++) {
      const suffix = number === 1 ? '' : ` (${number})`;
      const names = parts.map(({ stem, extension, ending }) => `${stem}${suffix}${extension}${ending}`);
      const keys = names.map(foldedKey);
      if (keys.some((key) => taken.has(key))) continue;
      for (const key of keys) taken.add(key);
      nextNumbers.set(counter, number + 1);
      return names;
    }
  };
}
