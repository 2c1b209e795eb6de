import type { ResumableLimits } from '../ports/remote.ts';

const MIB = 1024 * 1024;

/** Which assets are sent in chunks, and how large those are (U4). */
export interface ChunkSizes {
  /** Below it, sending a file again costs less than asking how far it got. */
  readonly resumableFromBytes: number;
  /** What an interruption costs at most. */
  readonly chunkBytes: number;
}

export const CHUNK_SIZES: ChunkSizes = { resumableFromBytes: 8 * MIB, chunkBytes: 8 * MIB };

/** How much one request carries of an asset of this size that goes on where it broke off; undefined: it goes whole. Pure. */
export function chunkBytesOf(
  sizeBytes: number,
  { resumableFromBytes, chunkBytes }: ChunkSizes,
  limits: ResumableLimits | undefined,
): number | undefined {
  if (limits === undefined || sizeBytes < resumableFromBytes) return undefined;
  return Math.min(chunkBytes, limits.maxAppendBytes ?? chunkBytes);
}
