import type { AssetRecord } from '../model/asset-record.ts';
import { laneOf, nextLane, type Lane, type Lanes } from './lanes.ts';
import {
  downloadsOf,
  hasNoTurn,
  MAX_DOWNLOADS,
  MAX_VIDEOS_AT_ONCE,
  mustDownloadToHash,
  type QueueLimits,
  type UploadQueue,
  type Work,
} from './queue-state.ts';

const MAX_HASHING = 2;
/** How far hashing may run ahead of sending: enough to keep the network busy, little enough to stay in the page cache. */
const LOOKAHEAD = 64;
/** The same for videos alone, which go two by two: enough that the next one is at hand when one has ended. */
const VIDEO_LOOKAHEAD = 2 * MAX_VIDEOS_AT_ONCE;

/** Assets whose turn begins, out of their lanes: hashed first, where their checksums are not known yet. */
export function takeHashes(queue: UploadQueue, limits: QueueLimits): readonly Work[] {
  const work: Work[] = [];
  while (queue.hashing.size < MAX_HASHING) {
    if (limits.downloadsAlone && downloadsOf(queue) > 0) break;
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
  const hasRoom = limits.downloadsAlone
    ? hasNoTurn(queue, limits.isHeld)
    : downloadsOf(queue) < MAX_DOWNLOADS;
  const mayBegin = (record: AssetRecord): boolean =>
    !mustDownloadToHash(record) || (hasRoom && limits.mayDownload(record));
  for (const each of new Set([lane, lanes.image])) {
    const index = each.ready.findIndex(mayBegin);
    if (index >= 0) return each.ready.splice(index, 1)[0];
  }
  return undefined;
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
  { parallelUploads, order, isHeld }: QueueLimits,
): Lane | undefined {
  // What is held back takes nobody's place.
  const known = [...hashed, ...sendable].map(({ record }) => record).filter((each) => !isHeld(laneOf(each)));
  const ahead = [...hashing.values(), ...known];
  if (ahead.length >= LOOKAHEAD) return undefined;
  const videosAhead = ahead.filter(({ asset }) => asset.kind === 'video').length;
  if (videosAhead >= VIDEO_LOOKAHEAD && parallelUploads > MAX_VIDEOS_AT_ONCE) return lanes.image;
  // A video may take as long as the whole run has: the other place is for what is short.
  const isVideoUnderWay = [...hashing.values()].some(({ asset }) => asset.kind === 'video');
  if (isVideoUnderWay && lanes.image.ready.length > 0) return lanes.image;
  return nextLane(lanes, order);
}
