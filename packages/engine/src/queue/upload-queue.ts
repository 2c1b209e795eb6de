import type { AssetRecord } from '../model/asset-record.ts';
import type { AssetChecksums } from '../model/asset.ts';
import type { AssetId, Checksum } from '../model/ids.ts';
import type { UploadOrder } from '../model/settings.ts';
import {
  compareInQueue,
  emptyLanes,
  LANE_KINDS,
  nextLane,
  type Lane,
  type LaneKind,
  type Lanes,
} from './lanes.ts';

/** An asset whose checksums are known. */
export interface HashedAsset {
  readonly record: AssetRecord;
  readonly checksums: AssetChecksums;
}

/**
 * What may still begin: anything; only sending what is known to be missing, because the server answers no questions any
 * more; nothing at all. What is in flight comes to its end in any case.
 */
export type QueueGate = 'open' | 'sends-only' | 'closed';

/** Where each asset of a pass is between the ledger and the server. Kept in memory only: it is made again from the ledger. */
export interface UploadQueue {
  readonly lanes: Lanes;
  readonly hashing: Map<AssetId, AssetRecord>;
  /** Hashed, and to be looked up by checksum (D3, D5). */
  readonly hashed: HashedAsset[];
  /** Asked about, and not answered yet. */
  checking: readonly HashedAsset[];
  /** Checksums of what has arrived since the question that is under way was asked. */
  readonly arrivedMeanwhile: Set<Checksum>;
  /** Known to be missing on the server. */
  readonly sendable: HashedAsset[];
  readonly sending: Map<AssetId, HashedAsset>;
  gate: QueueGate;
}

/** What may begin now. */
export type Work =
  | { readonly kind: 'read-page'; readonly lane: LaneKind }
  | { readonly kind: 'hash'; readonly record: AssetRecord }
  | { readonly kind: 'check'; readonly assets: readonly HashedAsset[] }
  | { readonly kind: 'send'; readonly asset: HashedAsset };

export interface QueueLimits {
  /** Files sent at once. */
  readonly parallelUploads: number;
  readonly order: UploadOrder;
  /** Network or power does not allow assets of this kind to be sent now (N2). */
  readonly isHeld: (kind: LaneKind) => boolean;
  /** The run has enough time left to get ahead with it (B4). */
  readonly mayBegin: (asset: HashedAsset) => boolean;
}

const MAX_VIDEOS_AT_ONCE = 2;
const MAX_HASHING = 2;
/** How far hashing may run ahead of sending: enough to keep the network busy, little enough to stay in the page cache. */
const LOOKAHEAD = 64;
/** The same for videos alone, which go two by two: enough that the next one is at hand when one has ended. */
const VIDEO_LOOKAHEAD = 2 * MAX_VIDEOS_AT_ONCE;
const READ_AHEAD = 64;
/** Originals that come down from the cloud, or lie on the device for their turn (I3). */
const MAX_DOWNLOADS = 2;

export function emptyQueue(): UploadQueue {
  return {
    lanes: emptyLanes(),
    hashing: new Map(),
    hashed: [],
    checking: [],
    arrivedMeanwhile: new Set(),
    sendable: [],
    sending: new Map(),
    gate: 'open',
  };
}

/** True when nothing is in flight. */
export function isIdle(queue: UploadQueue): boolean {
  const isReading = LANE_KINDS.some((kind) => queue.lanes[kind].isReading);
  return !isReading && queue.hashing.size === 0 && queue.checking.length === 0 && queue.sending.size === 0;
}

/**
 * What may begin now, moved to its new place in the queue. No I/O and no waiting: the caller does what is answered,
 * tells the queue by `moved…`, and asks again.
 */
export function takeWork(queue: UploadQueue, limits: QueueLimits): readonly Work[] {
  switch (queue.gate) {
    case 'closed':
      return [];
    case 'sends-only':
      return takeSends(queue, limits);
    case 'open':
      return [
        ...takeReads(queue),
        ...takeHashes(queue, limits),
        ...takeCheck(queue, limits),
        ...takeSends(queue, limits),
      ];
  }
}

function takeReads(queue: UploadQueue): readonly Work[] {
  return LANE_KINDS.flatMap((kind): readonly Work[] => {
    const lane = queue.lanes[kind];
    if (lane.isExhausted || lane.isReading || lane.ready.length >= READ_AHEAD) return [];
    lane.isReading = true;
    return [{ kind: 'read-page', lane: kind }];
  });
}

function takeHashes(queue: UploadQueue, limits: QueueLimits): readonly Work[] {
  const work: Work[] = [];
  while (queue.hashing.size < MAX_HASHING) {
    const record = takeFromLanes(queue, limits);
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

/** The next asset to be hashed, out of its lane; undefined: none by now. */
function takeFromLanes(queue: UploadQueue, limits: QueueLimits): AssetRecord | undefined {
  const lanes = withoutHeld(queue.lanes, limits);
  const lane = laneToHash(lanes, queue, limits);
  if (lane === undefined) return undefined;
  // What may not come down yet lets those pass that are here (I4).
  const mayDownload = downloadsOf(queue) < MAX_DOWNLOADS;
  const index = lane.ready.findIndex((record) => mayDownload || !mustDownloadToHash(record));
  return index < 0 ? undefined : lane.ready.splice(index, 1)[0];
}

/** What is held back is as if it were not there; it is still read, so that it is known to be there. */
function withoutHeld(lanes: Lanes, { isHeld }: QueueLimits): Lanes {
  const held: Lane = { ready: [], isExhausted: true, isReading: false };
  return {
    image: isHeld('image') ? held : lanes.image,
    video: isHeld('video') ? held : lanes.video,
  };
}

/**
 * The lane from which the next asset is hashed; undefined: none by now. Only videos are ever overtaken, by photos: when
 * enough of them lie ahead and there are senders that may take none of them.
 */
function laneToHash(
  lanes: Lanes,
  { hashing, hashed, sendable }: UploadQueue,
  { parallelUploads, order }: QueueLimits,
): Lane | undefined {
  const ahead = [...hashing.values(), ...[...hashed, ...sendable].map(({ record }) => record)];
  if (ahead.length >= LOOKAHEAD) return undefined;
  const videosAhead = ahead.filter(({ asset }) => asset.kind === 'video').length;
  if (videosAhead >= VIDEO_LOOKAHEAD && parallelUploads > MAX_VIDEOS_AT_ONCE) return lanes.image;
  return nextLane(lanes, order);
}

/** Of what was hashed before, the checksums are asked about first, and most of it need never come down. */
function mustDownloadToHash({ asset, checksums }: AssetRecord): boolean {
  return asset.isInCloud && checksums === undefined;
}

/** Originals from the cloud that are coming down, or lie on the device for the rest of their turn. */
function downloadsOf({ hashing, hashed, checking, sendable, sending }: UploadQueue): number {
  const isOnItsWay = (record: AssetRecord): boolean => mustDownloadToHash(record);
  const between = [...hashed, ...checking, ...sendable].map(({ record }) => record).filter(isOnItsWay);
  const hashingNow = [...hashing.values()].filter(isOnItsWay);
  const sendingNow = [...sending.values()].filter(({ record }) => record.asset.isInCloud);
  return between.length + hashingNow.length + sendingNow.length;
}

/** One question at a time: while the server answers it, the next batch gathers. */
function takeCheck(queue: UploadQueue, limits: QueueLimits): readonly Work[] {
  if (queue.checking.length > 0 || queue.hashed.length === 0) return [];
  const videos = queue.sendable.filter(isVideo).length;
  // Of more videos than may be sent at once no sender can take any.
  const atHand = queue.sendable.length - videos + Math.min(videos, MAX_VIDEOS_AT_ONCE);
  const sendersAreHungry = atHand < limits.parallelUploads;
  const noMoreWillCome = queue.hashing.size === 0;
  if (!sendersAreHungry && !noMoreWillCome) return [];
  const assets = queue.hashed.splice(0);
  queue.checking = assets;
  queue.arrivedMeanwhile.clear();
  return [{ kind: 'check', assets }];
}

function takeSends(queue: UploadQueue, limits: QueueLimits): readonly Work[] {
  const work: Work[] = [];
  const inFlight = new Set([...queue.sending.values()].flatMap(partsOf));
  let videos = [...queue.sending.values()].filter(isVideo).length;
  // Photos that overtook videos on the way here do not keep their lead.
  queue.sendable.sort((a, b) => compareInQueue(a.record, b.record, limits.order));
  for (let index = 0; index < queue.sendable.length && queue.sending.size < limits.parallelUploads;) {
    const asset = queue.sendable[index] as HashedAsset;
    // A twin of what is in flight waits: when that has arrived, it is backed up without a byte (D9).
    const hasTwinInFlight = partsOf(asset).some((checksum) => inFlight.has(checksum));
    const isOneVideoTooMany = isVideo(asset) && videos >= MAX_VIDEOS_AT_ONCE;
    if (hasTwinInFlight || isOneVideoTooMany || !mayBeSent(queue, asset, limits)) {
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

function mayBeSent(queue: UploadQueue, asset: HashedAsset, limits: QueueLimits): boolean {
  const { record } = asset;
  if (limits.isHeld(isVideo(asset) ? 'video' : 'image') || !limits.mayBegin(asset)) return false;
  const mustDownload = record.asset.isInCloud && record.checksums !== undefined;
  return !mustDownload || downloadsOf(queue) < MAX_DOWNLOADS;
}

/** What did not begin because it may not: held back, or for lack of time. To be asked when nothing is in flight. */
export function leftBehind(
  queue: UploadQueue,
  limits: QueueLimits,
): { readonly heldKind: LaneKind | undefined; readonly isOutOfTime: boolean } {
  const waiting = [...queue.hashed, ...queue.sendable];
  const heldKind = LANE_KINDS.find(
    (kind) =>
      limits.isHeld(kind) &&
      (queue.lanes[kind].ready.length > 0 || waiting.some((asset) => isVideo(asset) === (kind === 'video'))),
  );
  return { heldKind, isOutOfTime: queue.sendable.some((asset) => !limits.mayBegin(asset)) };
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
