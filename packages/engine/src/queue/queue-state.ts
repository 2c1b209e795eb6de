import type { AssetRecord } from '../model/asset-record.ts';
import type { AssetChecksums } from '../model/asset.ts';
import type { AssetId, Checksum } from '../model/ids.ts';
import type { UploadOrder } from '../model/settings.ts';
import { emptyLanes, LANE_KINDS, laneOf, type LaneKind, type Lanes } from './lanes.ts';

/** An asset whose checksums are known. */
export interface HashedAsset {
  readonly record: AssetRecord;
  readonly checksums: AssetChecksums;
  /** Parts of it whose bytes the server said that it keeps: when they are announced, it asks for none. Undefined: it was not asked. */
  readonly kept?: ReadonlySet<Checksum> | undefined;
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
  /** Nothing comes down beside anything else, which may need the same room. */
  readonly downloadsAlone: boolean;
  readonly order: UploadOrder;
  /** Network or power does not allow assets of this kind to be sent now (N2). */
  readonly isHeld: (kind: LaneKind) => boolean;
  /** The run has enough time left to get ahead with it (B4). */
  readonly mayBegin: (record: AssetRecord) => boolean;
  /** The same of an original that has to come down whole first. */
  readonly mayDownload: (record: AssetRecord) => boolean;
}

/** Videos sent at once (U5). */
export const MAX_VIDEOS_AT_ONCE = 2;
/** Originals that come down from the cloud, or lie on the device for the rest of their turn, at once (I3). */
export const MAX_DOWNLOADS = 2;

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

/** True when no asset's turn goes on, or can: what is held back takes nobody's place. */
export function hasNoTurn(
  { hashing, hashed, checking, sendable, sending }: UploadQueue,
  isHeld: QueueLimits['isHeld'],
): boolean {
  const isWaiting = [...hashed, ...sendable].some(({ record }) => !isHeld(laneOf(record)));
  return !isWaiting && hashing.size + checking.length + sending.size === 0;
}

/** The checksums of all parts. */
export function checksumsOf(checksums: AssetChecksums): readonly Checksum[] {
  return checksums.motion === undefined ? [checksums.original] : [checksums.original, checksums.motion];
}

export const partsOf = (asset: HashedAsset): readonly Checksum[] => checksumsOf(asset.checksums);
export const isVideo = (asset: HashedAsset): boolean => asset.record.asset.kind === 'video';

/** Of what was hashed before, the checksums are asked about first, and most of it need never come down. */
export function mustDownloadToHash({ asset, checksums }: AssetRecord): boolean {
  return asset.isInCloud && checksums === undefined;
}

/** Its checksums are known from an earlier turn, but its file did not stay. */
export function mustDownloadToSend({ asset, checksums }: AssetRecord): boolean {
  return asset.isInCloud && checksums !== undefined;
}

/** How many originals from the cloud come down or lie on the device now. */
export function downloadsOf({ hashing, hashed, checking, sendable, sending }: UploadQueue): number {
  const hashedOnes = [...hashed, ...checking, ...sendable].map(({ record }) => record);
  const held = [...hashing.values(), ...hashedOnes].filter(mustDownloadToHash);
  const sent = [...sending.values()].filter(({ record }) => record.asset.isInCloud);
  return held.length + sent.length;
}
