import type { TextStore } from '../../controller/text-store.ts';
import { forgiving } from '../system/forgiving-store.ts';

/**
 * Photos of which the ledger knows other bytes than the phone has, under the date of now, by which they would pass for known. Whoever reads a photo that was
 * edited since it was listed has the ledger learn what the person sees, and nothing of what the camera wrote, which is another asset from then
 * on; and of an edit that was taken back the album that is listed first has it learn the same. These are asked for again with each page that they
 * are on, until the ledger knows as much of them as the phone. Kept between processes, as the ledger is.
 */
export class HalfTold {
  readonly #memory: TextStore;
  readonly #key: string;
  #ids: Set<string> | undefined;

  constructor(memory: TextStore, userId: string) {
    this.#memory = memory;
    this.#key = `keepsake.half-told.${userId}`;
  }

  has(platformId: string): boolean {
    return this.#read().has(platformId);
  }

  add(platformId: string): void {
    if (this.has(platformId)) return;
    this.#read().add(platformId);
    this.#write();
  }

  remove(platformId: string): void {
    if (this.#read().delete(platformId)) this.#write();
  }

  /** Read once: it is asked for with every photo. What cannot be read is not taken for nothing, which would be written over it. */
  #read(): Set<string> {
    this.#ids ??= new Set(parse(this.#memory.getItem(this.#key)));
    return this.#ids;
  }

  #write(): void {
    // A full disk: this process knows it, and the next one learns of a photo when somebody reads it again.
    forgiving(this.#memory).setItem(this.#key, JSON.stringify([...this.#read()]));
  }
}

function parse(text: string | null): readonly string[] {
  try {
    const ids: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : [];
  } catch {
    return [];
  }
}
