import { compareInQueue, laneOf } from './lanes.ts';
import {
  downloadsOf,
  isVideo,
  MAX_DOWNLOADS,
  MAX_VIDEOS_AT_ONCE,
  mustDownloadToSend,
  partsOf,
  type HashedAsset,
  type QueueLimits,
  type UploadQueue,
  type Work,
} from './queue-state.ts';

/** What is sent next, of what is known to be missing on the server (U5). */
export function takeSends(queue: UploadQueue, limits: QueueLimits): readonly Work[] {
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
  if (limits.isHeld(laneOf(record)) || !limits.mayBegin(record)) return false;
  return !mustDownloadToSend(record) || downloadsOf(queue) < MAX_DOWNLOADS;
}
