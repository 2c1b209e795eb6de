import type { AssetRecord } from '../model/asset-record.ts';
import type { UploadOrder } from '../model/settings.ts';

/** What is queued apart: videos at their limit must not keep the photos behind them waiting (U5). */
export type LaneKind = 'image' | 'video';

/** What was read of one kind and did not have its turn yet, in queue order. */
export interface Lane {
  readonly ready: AssetRecord[];
  /** The ledger has no more for this pass. */
  isExhausted: boolean;
  isReading: boolean;
}

export type Lanes = Readonly<Record<LaneKind, Lane>>;

export const LANE_KINDS = ['image', 'video'] as const satisfies readonly LaneKind[];

/** Where an asset waits for its turn. */
export function laneOf({ asset }: AssetRecord): LaneKind {
  return asset.kind === 'video' ? 'video' : 'image';
}

export function emptyLanes(): Lanes {
  const empty = (): Lane => ({ ready: [], isExhausted: false, isReading: false });
  return { image: empty(), video: empty() };
}

/** The lane whose first asset is next in the queue's order. Undefined: it is not known yet, since a page is being read. */
export function nextLane({ image, video }: Lanes, order: UploadOrder): Lane | undefined {
  const [nextPhoto, nextVideo] = [image.ready[0], video.ready[0]];
  if (nextPhoto === undefined) return image.isExhausted ? video : undefined;
  if (nextVideo === undefined)
    return video.isExhausted || order === 'photos-before-videos' ? image : undefined;
  return compareInQueue(nextVideo, nextPhoto, order) < 0 ? video : image;
}

/** Negative: the first has its turn before the second. */
export function compareInQueue(
  { asset: a }: AssetRecord,
  { asset: b }: AssetRecord,
  order: UploadOrder,
): number {
  if (order === 'photos-before-videos' && a.kind !== b.kind) return a.kind === 'image' ? -1 : 1;
  return b.createdAtMs - a.createdAtMs || (a.id < b.id ? -1 : 1);
}
