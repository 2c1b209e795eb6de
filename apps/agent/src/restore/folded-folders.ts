import { readdir } from 'node:fs/promises';
import { foldedKey } from '@keepsake/engine';
import { osPathOf, textOfLatin1 } from '../device/file-name-codec.ts';
import { isMissing } from '../device/library-errors.ts';

const MAX_FOLDERS = 64;

/** What is in some folders, by names without case, so that what is restored here can be copied to any disk. */
export class FoldedFolders {
  readonly #folders = new Map<string, Map<string, string>>();

  /** How an entry of the folder is spelled, whatever its case; undefined: there is none. Errors are the operating system's own. */
  async find(folder: string, name: string): Promise<string | undefined> {
    return (await this.#read(folder)).get(foldedKey(name));
  }

  /** An entry came. */
  add(folder: string, name: string): void {
    this.#folders.get(folder)?.set(foldedKey(name), name);
  }

  /** Somebody else changed the folder. */
  forget(folder: string): void {
    this.#folders.delete(folder);
  }

  async #read(folder: string): Promise<Map<string, string>> {
    const known = this.#folders.get(folder);
    this.#folders.delete(folder);
    const names = known ?? (await namesIn(folder));
    // Who came in the meantime has read the same, and may have added to it.
    const current = this.#folders.get(folder) ?? names;
    this.#folders.set(folder, current);
    const oldest = this.#folders.keys().next();
    if (this.#folders.size > MAX_FOLDERS && oldest.done === false) this.#folders.delete(oldest.value);
    return current;
  }
}

async function namesIn(folder: string): Promise<Map<string, string>> {
  try {
    const names = (await readdir(osPathOf(folder), 'latin1')).map(textOfLatin1);
    return new Map(names.map((name) => [foldedKey(name), name]));
  } catch (error) {
    if (isMissing(error)) return new Map();
    throw error;
  }
}
