import type { AssetChecksums } from '../model/asset.ts';
import type { AssetId, Checksum } from '../model/ids.ts';
import { LANE_KINDS, laneOf, type LaneKind } from './lanes.ts';
import {
  checksumsOf,
  isVideo,
  MAX_VIDEOS_AT_ONCE,
  mustDownloadToHash,
  partsOf,
  type HashedAsset,
  type QueueLimits,
  type UploadQueue,
  type Work,
} from './queue-state.ts';
import { takeHashes } from './take-hashes.ts';
import { takeSends } from './take-sends.ts';

const READ_AHEAD = 64;

/**
 * What may begin now, moved to its new place in the queue. No I/O and no waiting: the caller does what is answered, moves
 * it on when it is done, and asks again.
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
  const undownloaded = LANE_KINDS.flatMap((kind) => queue.lanes[kind].ready).filter(mustDownloadToHash);
  const late = [...queue.sendable.map(({ record }) => record), ...undownloaded];
  return {
    heldKind,
    isOutOfTime: late.some((record) =>
      mustDownloadToHash(record) ? !limits.mayDownload(record) : !limits.mayBegin(record),
    ),
  };
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

/**
 * Of what came down from the cloud and may not be sent now only the checksums are kept: the places for downloads are for
 * others meanwhile. Answers whose files are to go.
 */
export function dropHeldDownloads(queue: UploadQueue, isHeld: QueueLimits['isHeld']): readonly AssetId[] {
  const dropped: AssetId[] = [];
  for (const list of [queue.hashed, queue.sendable]) {
    for (const [index, asset] of list.entries()) {
      const { record, checksums } = asset;
      if (!mustDownloadToHash(record) || !isHeld(laneOf(record))) continue;
      list[index] = { ...asset, record: { ...record, checksums } };
      dropped.push(record.asset.id);
    }
  }
  return dropped;
}
