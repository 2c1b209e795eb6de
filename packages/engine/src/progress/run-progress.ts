import type { AssetId } from '../model/ids.ts';
import { CalmCountdown } from './calm-countdown.ts';

/** How far a run is (P2). Never above the whole, never backwards within a run. */
export interface RunProgress {
  /** Assets that are settled: backed up, failed, gone or deleted on the server. "12 of 50" is `settledCount` of `totalCount`. */
  readonly settledCount: number;
  readonly totalCount: number;
  readonly uploadedCount: number;
  readonly duplicateCount: number;
  readonly failedCount: number;
  readonly goneCount: number;
  readonly deletedCount: number;
  /** Bytes that are on the server or on their way, those that were there already included. */
  readonly bytesDone: number;
  readonly bytesTotal: number;
  /** Bytes that this run sent and the server confirmed. */
  readonly bytesUploaded: number;
  /** Over the last seconds; undefined until there is something to measure. */
  readonly bytesPerSecond: number | undefined;
  readonly remainingMs: number | undefined;
}

/** How an asset left the run. */
export type AssetEnding = 'uploaded' | 'duplicate' | 'failed' | 'gone' | 'deleted';

const WINDOW_MS = 8_000;
const SAMPLE_EVERY_MS = 250;
const LEAST_SPAN_MS = 1_000;
/**
 * What an asset costs beside its bytes, as if it had so many more: to be announced, checked and confirmed. Measured: 250 small
 * photos a second beside 85 MB/s of films make 340 kB. Without it films that are followed by
 * small photos would tell a time that is far too short, and small photos that are followed by films one that is far too long.
 */
const ASSET_COSTS_BYTES = 256 * 1024;
/** It takes no longer than that: over a slow line, where so many bytes would, it is the bytes themselves that take the time. */
const ASSET_COSTS_MS = 15;
/** Nothing was sent for so long while a file is read: that is no pace of sending. */
const PAUSE_MS = 1_000;

interface Sample {
  readonly atMs: number;
  /** Dealt with by this run: sent, or found to need no sending. */
  readonly bytesPassed: number;
  readonly bytesSent: number;
  readonly settledCount: number;
}

/** Adds up a run. Time comes in with each event; nothing here waits or asks. */
export class RunMeter {
  readonly #totalCount: number;
  readonly #totalBytes: number;
  readonly #ended: Record<AssetEnding, number> = {
    uploaded: 0,
    duplicate: 0,
    failed: 0,
    gone: 0,
    deleted: 0,
  };
  readonly #inFlight = new Map<AssetId, number>();
  /** How many of these an earlier run had sent: they are done, but say nothing of the pace. */
  readonly #resumed = new Map<AssetId, number>();
  /** Assets of which this run has sent bytes: what more is on the server of these by now, it has sent itself. */
  readonly #tried = new Set<AssetId>();
  /** Those of which it had, when the pace was last begun anew: what they go on from was sent before. */
  #triedBefore = new Set<AssetId>();
  #isPaused = false;
  readonly #countdown = new CalmCountdown();
  #settledBytes = 0;
  #passedBytes = 0;
  #uploadedBytes = 0;
  #highestBytesDone = 0;
  #samples: Sample[] = [];
  #movedAtMs: number;

  constructor(total: { readonly count: number; readonly sizeBytes: number }, nowMs: number) {
    this.#totalCount = total.count;
    this.#totalBytes = total.sizeBytes;
    this.#movedAtMs = nowMs;
    this.#samples.push({ atMs: nowMs, bytesPassed: 0, bytesSent: 0, settledCount: 0 });
  }

  /** So many of the bytes that are told as sent of this asset from now on were sent by an earlier turn. */
  resumed(id: AssetId, bytesKept: number): void {
    if (!this.#tried.has(id)) this.#resumed.set(id, (this.#resumed.get(id) ?? 0) + bytesKept);
    if (!this.#triedBefore.has(id)) return;
    this.#samples = this.#samples.map((sample) => ({
      ...sample,
      bytesPassed: sample.bytesPassed + bytesKept,
      bytesSent: sample.bytesSent + bytesKept,
    }));
  }

  /** `bytesSent` of this asset so far. */
  sent(id: AssetId, bytesSent: number, nowMs: number): void {
    this.#inFlight.set(id, bytesSent);
    this.#sample(nowMs);
  }

  /** A large file is being read. While nothing else is sent, there is no speed; the time does not count to that of what follows. */
  reading(nowMs: number): void {
    if (this.#inFlight.size > 0 || nowMs - this.#movedAtMs < PAUSE_MS) return;
    this.#beginPace(nowMs);
  }

  /** Nothing is sent from now on: there is no speed. */
  paused(): void {
    this.#isPaused = true;
  }

  /** Sending goes on after a pause, or goes on as it did. The time of the pause does not count to the pace of what follows. */
  wentOn(nowMs: number): void {
    if (!this.#isPaused) return;
    this.#isPaused = false;
    this.#beginPace(nowMs);
  }

  /** The asset's transfer ended without settling it: its bytes do not count. */
  dropped(id: AssetId): void {
    if ((this.#inFlight.get(id) ?? 0) > (this.#resumed.get(id) ?? 0)) this.#tried.add(id);
    else if (!this.#tried.has(id)) this.#resumed.delete(id);
    this.#inFlight.delete(id);
    this.#triedBefore.delete(id);
  }

  settled(id: AssetId, ending: AssetEnding, sizeBytes: number, nowMs: number): void {
    // Not every platform tells a size before the file is open.
    const bytes = Math.max(sizeBytes, this.#inFlight.get(id) ?? 0);
    const passedBytes = Math.max(0, bytes - (this.#resumed.get(id) ?? 0));
    this.#inFlight.delete(id);
    this.#resumed.delete(id);
    this.#tried.delete(id);
    this.#triedBefore.delete(id);
    this.#ended[ending] += 1;
    this.#settledBytes += bytes;
    this.#passedBytes += passedBytes;
    if (ending === 'uploaded') this.#uploadedBytes += passedBytes;
    this.#sample(nowMs);
  }

  /** How far it is, and what a person is to be told of it: each telling goes on from the one before, so that the time left is calm. */
  tell(nowMs: number): RunProgress {
    const { uploaded, duplicate, failed, gone, deleted } = this.#ended;
    const settledCount = this.#settledCount();
    const bytesDone = this.#bytesDone();
    // An asset that grew after it was counted must not push the sum past the whole.
    const bytesTotal = Math.max(this.#totalBytes, bytesDone);
    const totalCount = Math.max(this.#totalCount, settledCount);
    const pace = this.#isPaused ? undefined : this.#pace(nowMs);
    return {
      settledCount,
      totalCount,
      uploadedCount: uploaded,
      duplicateCount: duplicate,
      failedCount: failed,
      goneCount: gone,
      deletedCount: deleted,
      bytesDone,
      bytesTotal,
      bytesUploaded: this.#uploadedBytes,
      bytesPerSecond: pace?.bytesPerSecond,
      remainingMs: this.#countdown.tell(
        pace?.remainingMs(bytesTotal - bytesDone, totalCount - settledCount),
        nowMs,
      ),
    };
  }

  #settledCount(): number {
    const { uploaded, duplicate, failed, gone, deleted } = this.#ended;
    return uploaded + duplicate + failed + gone + deleted;
  }

  #bytesInFlight(): number {
    let sum = 0;
    for (const bytes of this.#inFlight.values()) sum += bytes;
    return sum;
  }

  /** Without what earlier turns had sent. */
  #bytesInFlightNow(): number {
    let sum = 0;
    for (const [id, bytes] of this.#inFlight) sum += Math.max(0, bytes - (this.#resumed.get(id) ?? 0));
    return sum;
  }

  /** A transfer that starts over takes its bytes back; what was shown once stays shown. */
  #bytesDone(): number {
    this.#highestBytesDone = Math.max(this.#highestBytesDone, this.#settledBytes + this.#bytesInFlight());
    return this.#highestBytesDone;
  }

  #beginPace(nowMs: number): void {
    this.#samples = [this.#sampleAt(nowMs)];
    this.#triedBefore = new Set(this.#tried);
  }

  #sample(nowMs: number): void {
    this.#movedAtMs = nowMs;
    const last = this.#samples.at(-1);
    if (last !== undefined && nowMs - last.atMs < SAMPLE_EVERY_MS) return;
    this.#samples.push(this.#sampleAt(nowMs));
    while (this.#samples.length > 2 && nowMs - (this.#samples[1] as Sample).atMs > WINDOW_MS)
      this.#samples.shift();
  }

  #sampleAt(atMs: number): Sample {
    const inFlight = this.#bytesInFlightNow();
    return {
      atMs,
      bytesPassed: this.#passedBytes + inFlight,
      bytesSent: this.#uploadedBytes + inFlight,
      settledCount: this.#settledCount(),
    };
  }

  /** Speed by bytes sent; time left by all that is left, bytes and assets, at their present pace. */
  #pace(nowMs: number): Pace | undefined {
    const first = this.#samples[0] as Sample;
    const spanMs = nowMs - first.atMs;
    if (spanMs < LEAST_SPAN_MS) return undefined;
    const inFlight = this.#bytesInFlightNow();
    const bytesSent = this.#uploadedBytes + inFlight - first.bytesSent;
    const settledCount = this.#settledCount() - first.settledCount;
    const passed = { bytes: this.#passedBytes + inFlight - first.bytesPassed, count: settledCount, spanMs };
    return {
      bytesPerSecond: Math.max(0, (bytesSent / spanMs) * 1000),
      remainingMs: (bytesLeft, assetsLeft) => {
        if (bytesLeft === 0 && assetsLeft === 0) return 0;
        // Of these nobody told a size: they take as long as those before them.
        if (bytesLeft === 0 && assetsLeft > this.#inFlight.size)
          return settledCount === 0 ? undefined : (assetsLeft * spanMs) / settledCount;
        return timeOf(bytesLeft, assetsLeft, passed);
      },
    };
  }
}

/** How long so much takes, ms, at the pace at which that passed; undefined: no byte of it did. */
function timeOf(
  bytes: number,
  count: number,
  passed: { readonly bytes: number; readonly count: number; readonly spanMs: number },
): number | undefined {
  if (passed.bytes <= 0) return undefined;
  const costsPerMs = (passed.bytes + passed.count * ASSET_COSTS_BYTES) / passed.spanMs;
  if (costsPerMs * ASSET_COSTS_MS >= ASSET_COSTS_BYTES)
    return (bytes + count * ASSET_COSTS_BYTES) / costsPerMs;
  const bytesPerMs = passed.bytes / (passed.spanMs - passed.count * ASSET_COSTS_MS);
  return bytes / bytesPerMs + count * ASSET_COSTS_MS;
}

interface Pace {
  readonly bytesPerSecond: number;
  remainingMs(bytesLeft: number, assetsLeft: number): number | undefined;
}
