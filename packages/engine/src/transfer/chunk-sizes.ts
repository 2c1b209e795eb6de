import type { ResumableLimits } from '../ports/remote.ts';

const MIB = 1024 * 1024;

/** Which assets are sent in chunks, and how large those are (U4). */
export interface ChunkSizes {
  /** Below it, sending a file again costs less than asking how far it got. */
  readonly resumableFromBytes: number;
  /** What an interruption costs at most. */
  readonly chunkBytes: number;
  /** Asked before each request instead, by platforms that send on without the app: what they send so is to be larger. */
  readonly chunkBytesNow?: (() => number) | undefined;
}

export const CHUNK_SIZES: ChunkSizes = { resumableFromBytes: 8 * MIB, chunkBytes: 8 * MIB };

/** How much the next request carries of an asset of this size that goes on where it broke off; undefined: it goes whole. */
export function chunkBytesOf(
  sizeBytes: number,
  { resumableFromBytes, chunkBytes, chunkBytesNow }: ChunkSizes,
  limits: ResumableLimits | undefined,
): number | undefined {
  if (limits === undefined || sizeBytes < resumableFromBytes) return undefined;
  return Math.min(chunkBytesNow?.() ?? chunkBytes, limits.maxAppendBytes ?? Infinity);
}
