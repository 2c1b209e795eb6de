import { ServerError } from '../errors/server-error.ts';
import type { ReadDiskSpace } from './disk-space.ts';

/** How often the disk is looked at while something is being received; at 1 GiB free, a fast disk takes longer to fill. */
const LOOK_EVERY_MS = 500;

/** Room on the disk for one body that is being received. */
export interface HeldRoom {
  /** Aborts with a ServerError `disk-full` when the disk runs low before the body has ended. */
  readonly signal: AbortSignal;
  /** Lets go of the room. May be repeated. */
  release(): void;
}

interface Hold {
  /** Undefined when the length was not declared. */
  readonly sizeBytes: number | undefined;
  readonly writtenBytes: () => number;
  readonly abort: AbortController;
}

/**
 * Keeps a part of the disk free, so that the database, the log and the operating system go on working when uploads have
 * filled the rest. Reading is never refused for it, nor is deleting: what that writes to the database fits into this
 * part, for as long as no other program fills it.
 *
 * All bytes of one disk are received by one process (the data folder is locked), so what is held lives in memory.
 */
export class DiskRoom {
  readonly minFreeBytes: number;
  readonly #readSpace: ReadDiskSpace;
  readonly #holds = new Set<Hold>();
  #isWatching = false;
  /** From the first body that is refused until one finds room: thousands of photos are tried meanwhile. */
  #isLow = false;

  constructor(readSpace: ReadDiskSpace, minFreeBytes: number) {
    this.#readSpace = readSpace;
    this.minFreeBytes = minFreeBytes;
  }

  /** Bodies that are being received. */
  get receiving(): number {
    return this.#holds.size;
  }

  /** Bytes that were declared and have not arrived. */
  get expectedBytes(): number {
    let expected = 0;
    for (const { sizeBytes, writtenBytes } of this.#holds)
      if (sizeBytes !== undefined) expected += Math.max(0, sizeBytes - writtenBytes());
    return expected;
  }

  /**
   * Holds room for a body before it is read; to be released when it has been received or has failed.
   *
   * @param sizeBytes its length; undefined when none was declared: it may then have what nobody else was promised
   * @param writtenBytes how much of it lies on the disk by now, and so is missing there already
   * @throws ServerError disk-full
   */
  async hold(sizeBytes: number | undefined, writtenBytes: () => number): Promise<HeldRoom> {
    const { availableBytes } = await this.#readSpace();
    // Nothing may be awaited from here on to where it is held: two bodies must not get the same room.
    if (availableBytes - this.expectedBytes - (sizeBytes ?? 0) < this.minFreeBytes) throw this.#full();
    this.#isLow = false;
    const hold: Hold = { sizeBytes, writtenBytes, abort: new AbortController() };
    this.#holds.add(hold);
    if (!this.#isWatching) this.#watch();
    return { signal: hold.abort.signal, release: () => void this.#holds.delete(hold) };
  }

  /** Looks at the disk from time to time for as long as anything is being received. */
  #watch(): void {
    this.#isWatching = true;
    const timer = setTimeout(() => {
      this.#refuseWhatNoLongerFits()
        // A disk that does not answer fails the writes themselves.
        .catch(() => undefined)
        .finally(() => {
          this.#isWatching = false;
          if (this.#holds.size > 0) this.#watch();
        });
    }, LOOK_EVERY_MS);
    timer.unref();
  }

  #full(): ServerError {
    const isRepeated = this.#isLow;
    this.#isLow = true;
    return new ServerError('disk-full', undefined, { isRepeated });
  }

  async #refuseWhatNoLongerFits(): Promise<void> {
    const { availableBytes } = await this.#readSpace();
    for (const { sizeBytes, abort } of this.#holds) {
      // Who declared a length was promised its room; who did not must leave the others theirs.
      const promisedBytes = sizeBytes === undefined ? this.expectedBytes : 0;
      if (availableBytes - promisedBytes < this.minFreeBytes) abort.abort(this.#full());
    }
  }
}
