import type { AssetSum } from '../statistics/statistics.ts';
import { CalmCountdown } from '../progress/calm-countdown.ts';

/** How far a verification is. Never above the whole. */
export interface VerifyProgress {
  /** Entries of the ledger that were compared. */
  readonly checkedCount: number;
  readonly totalCount: number;
  /** Bytes that the server read again; 0 of 0 where it reads none, and where no size is known. */
  readonly bytesChecked: number;
  readonly bytesTotal: number;
  /** Undefined until there is something to measure. */
  readonly remainingMs: number | undefined;
}

/** The pace is that of so long: what was before a computer slept, or a network was gone, says nothing of what follows. */
const WINDOW_MS = 60_000;
const LEAST_SPAN_MS = 1_000;

interface Sample {
  readonly atMs: number;
  readonly done: number;
}

/** Adds up a verification. Time comes in with each call; nothing here waits or asks. */
export class VerifyMeter {
  readonly #total: AssetSum;
  readonly #isRead: boolean;
  readonly #countdown = new CalmCountdown();
  #checkedCount = 0;
  #bytesChecked = 0;
  #samples: Sample[];

  /** `isRead`: the server reads the bytes again, and takes its time by them. */
  constructor(total: AssetSum, isRead: boolean, nowMs: number) {
    this.#total = total;
    this.#isRead = isRead;
    this.#samples = [{ atMs: nowMs, done: 0 }];
  }

  /** These were compared, too. */
  checked({ count, sizeBytes }: AssetSum, nowMs: number): void {
    this.#checkedCount += count;
    this.#bytesChecked += sizeBytes;
    this.#samples.push({ atMs: nowMs, done: this.#done() });
    while (this.#samples.length > 2 && nowMs - (this.#samples[0] as Sample).atMs > WINDOW_MS)
      this.#samples.shift();
  }

  /** How far it is; each telling goes on from the one before, so that the time left is calm. */
  tell(nowMs: number): VerifyProgress {
    return {
      checkedCount: this.#checkedCount,
      // What was backed up meanwhile is compared, too.
      totalCount: Math.max(this.#total.count, this.#checkedCount),
      bytesChecked: this.#isRead ? this.#bytesChecked : 0,
      bytesTotal: this.#isRead ? Math.max(this.#total.sizeBytes, this.#bytesChecked) : 0,
      remainingMs: this.#countdown.tell(this.#remainingMs(nowMs), nowMs),
    };
  }

  #remainingMs(nowMs: number): number | undefined {
    const [first] = this.#samples as [Sample];
    const spanMs = nowMs - first.atMs;
    const passed = this.#done() - first.done;
    const left = Math.max(0, (this.#isByBytes() ? this.#total.sizeBytes : this.#total.count) - this.#done());
    // Of those that are left then nobody told a size.
    if (left === 0) return this.#checkedCount < this.#total.count ? undefined : 0;
    return spanMs < LEAST_SPAN_MS || passed <= 0 ? undefined : (left / passed) * spanMs;
  }

  #done(): number {
    return this.#isByBytes() ? this.#bytesChecked : this.#checkedCount;
  }

  /** A phone may not know sizes. */
  #isByBytes(): boolean {
    return this.#isRead && this.#total.sizeBytes > 0;
  }
}
