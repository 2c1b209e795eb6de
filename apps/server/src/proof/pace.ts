import { setTimeout } from 'node:timers/promises';

/** A shorter rest is not worth a timer. */
const LEAST_REST_MS = 20;

/** A debt that is this old is forgotten: whoever was slow for a while must not be fast afterwards. */
const MOST_CREDIT_MS = 1000;

/** Lets no more than so many bytes a second through, on the average of a second. */
export class Pace {
  readonly #bytesPerMs: number;
  #freeAt = 0;

  /** @param bytesPerSecond Infinity: as many as there are */
  constructor(bytesPerSecond: number) {
    this.#bytesPerMs = bytesPerSecond / 1000;
  }

  /**
   * Resolves when the next bytes may be read after these.
   *
   * @throws AbortError when the signal aborts meanwhile
   */
  async spend(bytes: number, signal?: AbortSignal): Promise<void> {
    if (this.#bytesPerMs === Infinity) return;
    const now = performance.now();
    this.#freeAt = Math.max(this.#freeAt, now - MOST_CREDIT_MS) + bytes / this.#bytesPerMs;
    const restMs = this.#freeAt - now;
    if (restMs >= LEAST_REST_MS) await setTimeout(restMs, undefined, { signal });
  }
}
