import type { AssetRecord } from '../model/asset-record.ts';
import type { AssetChecksums } from '../model/asset.ts';
import type { AssetId, Checksum } from '../model/ids.ts';

/** An asset whose checksums are known. */
export interface HashedAsset {
  readonly record: AssetRecord;
  readonly checksums: AssetChecksums;
}

/** Where each asset of a pass is between the ledger and the server. Kept in memory only: it is made again from the ledger. */
export interface UploadQueue {
  /** Read from the ledger, in queue order. */
  readonly ready: AssetRecord[];
  /** The ledger has no more for this pass. */
  isExhausted: boolean;
  isReading: boolean;
  readonly hashing: Map<AssetId, AssetRecord>;
  /** Hashed, and to be looked up by checksum (D3, D5). */
  readonly hashed: HashedAsset[];
  checking: number;
  /** Checksums of what has arrived since the question that is under way was asked. */
  readonly arrivedMeanwhile: Set<Checksum>;
  /** Known to be missing on the server. */
  readonly sendable: HashedAsset[];
  readonly sending: Map<AssetId, HashedAsset>;
  /** Nothing new begins; what is in flight comes to its end. */
  isHalted: boolean;
}

/** What may begin now. */
export type Work =
  | { readonly kind: 'read-page' }
  | { readonly kind: 'hash'; readonly record: AssetRecord }
  | { readonly kind: 'check'; readonly assets: readonly HashedAsset[] }
  | { readonly kind: 'send'; readonly asset: HashedAsset };

export interface QueueLimits {
  /** Files sent at once. */
  readonly parallelUploads: number;
}

const MAX_VIDEOS_AT_ONCE = 2;
const MAX_HASHING = 2;
/** How far hashing may run ahead of sending: enough to keep the network busy, little enough to stay in the page cache. */
const LOOKAHEAD = 64;
const READ_AHEAD = 64;

export function emptyQueue(): UploadQueue {
  return {
    ready: [],
    isExhausted: false,
    isReading: false,
    hashing: new Map(),
    hashed: [],
    checking: 0,
    arrivedMeanwhile: new Set(),
    sendable: [],
    sending: new Map(),
    isHalted: false,
  };
}

/** True when nothing is in flight. */
export function isIdle(queue: UploadQueue): boolean {
  return !queue.isReading && queue.hashing.size === 0 && queue.checking === 0 && queue.sending.size === 0;
}

/**
 * What may begin now, moved to its new place in the queue. No I/O and no waiting: the caller does what is answered,
 * tells the queue by `moved…`, and asks again.
 */
export function takeWork(queue: UploadQueue, limits: QueueLimits): readonly Work[] {
  if (queue.isHalted) return [];
  return [...takeRead(queue), ...takeHashes(queue), ...takeCheck(queue, limits), ...takeSends(queue, limits)];
}

function takeRead(queue: UploadQueue): readonly Work[] {
  if (queue.isExhausted || queue.isReading || queue.ready.length >= READ_AHEAD) return [];
  queue.isReading = true;
  return [{ kind: 'read-page' }];
}

function takeHashes(queue: UploadQueue): readonly Work[] {
  const work: Work[] = [];
  const hasRoom = (): boolean => queue.hashing.size + queue.hashed.length + queue.sendable.length < LOOKAHEAD;
  while (queue.hashing.size < MAX_HASHING && hasRoom()) {
    const record = queue.ready.shift();
    if (record === undefined) break;
    if (record.checksums === undefined) {
      queue.hashing.set(record.asset.id, record);
      work.push({ kind: 'hash', record });
    } else {
      queue.hashed.push({ record, checksums: record.checksums });
    }
  }
  return work;
}

/** One question at a time: while the server answers it, the next batch gathers. */
function takeCheck(queue: UploadQueue, limits: QueueLimits): readonly Work[] {
  if (queue.checking > 0 || queue.hashed.length === 0) return [];
  const sendersAreHungry = queue.sendable.length < limits.parallelUploads;
  const noMoreWillCome = queue.hashing.size === 0;
  if (!sendersAreHungry && !noMoreWillCome) return [];
  const assets = queue.hashed.splice(0);
  queue.checking = assets.length;
  queue.arrivedMeanwhile.clear();
  return [{ kind: 'check', assets }];
}

function takeSends(queue: UploadQueue, limits: QueueLimits): readonly Work[] {
  const work: Work[] = [];
  const inFlight = new Set([...queue.sending.values()].flatMap(partsOf));
  let videos = [...queue.sending.values()].filter(isVideo).length;
  for (let index = 0; index < queue.sendable.length && queue.sending.size < limits.parallelUploads;) {
    const asset = queue.sendable[index] as HashedAsset;
    // A twin of what is in flight waits: when that has arrived, it is backed up without a byte (D9).
    const hasTwinInFlight = partsOf(asset).some((checksum) => inFlight.has(checksum));
    if (hasTwinInFlight || (isVideo(asset) && videos >= MAX_VIDEOS_AT_ONCE)) {
      index += 1;
      continue;
    }
    queue.sendable.splice(index, 1);
    queue.sending.set(asset.record.asset.id, asset);
    for (const checksum of partsOf(asset)) inFlight.add(checksum);
    if (isVideo(asset)) videos += 1;
    work.push({ kind: 'send', asset });
  }
  return work;
}

/** Takes what the server did not have; what has arrived since it was asked is looked up again (D9). */
export function queueMissing(queue: UploadQueue, missing: readonly HashedAsset[]): void {
  for (const asset of missing) {
    const isOutdated = partsOf(asset).some((checksum) => queue.arrivedMeanwhile.has(checksum));
    (isOutdated ? queue.hashed : queue.sendable).push(asset);
  }
}

/** Takes the twins of an asset that has arrived back to be looked up, where the ledger now knows their checksums (D9). */
export function requeueTwins(queue: UploadQueue, arrived: AssetChecksums): void {
  const checksums = new Set<Checksum>(checksumsOf(arrived));
  for (const checksum of checksums) queue.arrivedMeanwhile.add(checksum);
  for (let index = queue.sendable.length - 1; index >= 0; index -= 1) {
    const asset = queue.sendable[index] as HashedAsset;
    if (!partsOf(asset).some((checksum) => checksums.has(checksum))) continue;
    queue.sendable.splice(index, 1);
    queue.hashed.push(asset);
  }
}

/** The checksums of all parts. */
export function checksumsOf(checksums: AssetChecksums): readonly Checksum[] {
  return checksums.motion === undefined ? [checksums.original] : [checksums.original, checksums.motion];
}

const partsOf = (asset: HashedAsset): readonly Checksum[] => checksumsOf(asset.checksums);
const isVideo = (asset: HashedAsset): boolean => asset.record.asset.kind === 'video';
