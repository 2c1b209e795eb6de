import { BackupError } from '../errors/backup-error.ts';
import type { AssetRecord } from '../model/asset-record.ts';
import { sizeBytesOf } from '../model/asset.ts';
import type { AssetId } from '../model/ids.ts';

/**
 * What a full device had no room for in this run, which some platforms need to read or send an original. Each of it has one turn among the
 * others, and a last one when these are done and nothing else takes room. And what there was room for. Lives as long as a run.
 */
export class PutOff {
  readonly #ids = new Set<AssetId>();
  #error: BackupError | undefined;
  /** What is at least as large needs not be tried to be known not to fit. */
  #tooLargeBytes = Infinity;
  #largestSentBytes = 0;
  #isLastRound = false;

  /** Why the last of it was put off; undefined: nothing is. */
  get error(): BackupError | undefined {
    return this.#error;
  }

  /** What was put off has its last turn: one is sent at a time, and what must come down first does so alone. */
  get isLastRound(): boolean {
    return this.#isLastRound;
  }

  /** The smallest that did not fit, as far as sizes are known. */
  get leastBytes(): number | undefined {
    return Number.isFinite(this.#tooLargeBytes) ? this.#tooLargeBytes : undefined;
  }

  /** Its turn ended well: there was room for it. */
  sent({ asset }: AssetRecord): void {
    this.#largestSentBytes = Math.max(this.#largestSentBytes, sizeBytesOf(asset));
  }

  /** Whether something was sent in this run that is as large as what did not fit in an earlier one; of an unknown size, whether anything was. */
  hadRoomFor(sizeBytes = 1): boolean {
    return this.#largestSentBytes >= sizeBytes;
  }

  has(id: AssetId): boolean {
    return this.#ids.has(id);
  }

  /** Its turn ended so. */
  add({ asset }: AssetRecord, error: BackupError): void {
    this.#ids.add(asset.id);
    this.#error = error;
    // Some platforms tell no size before it is open.
    const sizeBytes = sizeBytesOf(asset);
    if (sizeBytes > 0) this.#tooLargeBytes = Math.min(this.#tooLargeBytes, sizeBytes);
  }

  /** @throws BackupError where something that is no larger did not fit: each attempt fills the device to the brim. */
  requireRoom({ asset }: AssetRecord): void {
    if (sizeBytesOf(asset) >= this.#tooLargeBytes)
      throw new BackupError('device-full', 'something smaller did not fit', { cause: this.#error });
  }

  /** Gives all of it its last turn. False: it had that already. */
  beginLastRound(): boolean {
    if (this.#isLastRound) return false;
    this.#isLastRound = true;
    this.#ids.clear();
    this.#error = undefined;
    this.#tooLargeBytes = Infinity;
    return true;
  }
}
