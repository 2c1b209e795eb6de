import { createHash } from 'node:crypto';
import { SeededRandom } from './seeded-random.ts';

const CHUNK_BYTES = 256 * 1024;

const NOISE = noise();

/** A file of any size that is never held in memory: the same seed gives the same bytes, each seed others. */
export interface Original {
  readonly fileName: string;
  readonly sizeBytes: number;
  /** Its bytes, piece by piece. A piece is good until the next one is asked for. */
  read(): Generator<Uint8Array>;
  /** SHA-1 in hex. Reads it through. */
  checksum(): string;
}

export function original(seed: number, sizeBytes: number, extension = 'jpg'): Original {
  const read = function* (): Generator<Uint8Array> {
    for (let at = 0; at < sizeBytes; at += CHUNK_BYTES) {
      const piece = Buffer.from(NOISE.subarray(0, Math.min(CHUNK_BYTES, sizeBytes - at)));
      piece.write(`${seed}/${at} `.slice(0, piece.length), 'latin1');
      yield piece;
    }
  };
  return {
    fileName: `IMG_${String(seed).padStart(6, '0')}.${extension}`,
    sizeBytes,
    read,
    checksum() {
      const hash = createHash('sha1');
      for (const piece of read()) hash.update(piece);
      return hash.digest('hex');
    },
  };
}

/** Bytes without a pattern, made once. */
function noise(): Buffer {
  const random = new SeededRandom(1);
  const bytes = Buffer.alloc(CHUNK_BYTES);
  for (let at = 0; at < bytes.length; at += 4) bytes.writeUInt32LE(random.between(0, 2 ** 32 - 1), at);
  return bytes;
}
