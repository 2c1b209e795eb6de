/** Size of what is written to the disk at once. */
export const BLOCK_BYTES = 128 * 1024;

/** Blocks that are kept for the next upload; what is beyond is left to the garbage collector. */
const MOST_FREE_BLOCKS = 32;

const free: Buffer[] = [];

/** A block of memory with anything in it. */
export function takeBlock(): Buffer {
  return free.pop() ?? Buffer.allocUnsafeSlow(BLOCK_BYTES);
}

/** Returns a block, once, when nobody reads it any more. */
export function giveBlockBack(block: Buffer): void {
  if (free.length < MOST_FREE_BLOCKS) free.push(block);
}
