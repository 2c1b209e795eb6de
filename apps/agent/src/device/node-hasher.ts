import { createHash } from 'node:crypto';
import {
  throwIfCancelled,
  type CancelSignal,
  type Checksum,
  type Hasher,
  type OpenedPart,
} from '@keepsake/engine';

/**
 * SHA-1 by node:crypto, on the thread that asks: a chunk takes less than a millisecond, and reading the disk, not
 * hashing, is what a run waits for.
 */
export const nodeHasher: Hasher = {
  hash: async (part: OpenedPart, signal: CancelSignal): Promise<Checksum> => {
    throwIfCancelled(signal);
    const hash = createHash('sha1');
    for await (const chunk of part.read()) {
      throwIfCancelled(signal);
      hash.update(chunk);
    }
    return hash.digest('hex') as Checksum;
  },
};
