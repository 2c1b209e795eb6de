import { createHash } from 'node:crypto';
import {
  throwIfCancelled,
  type CancelSignal,
  type Checksum,
  type Hasher,
  type OpenedPart,
} from '@keepsake/engine';

/** Real SHA-1, counted, so that a test can say "this was not hashed again" (D2). */
export class FakeHasher implements Hasher {
  /** Names of the files that were hashed, oldest first. */
  readonly hashed: string[] = [];

  async hash(part: OpenedPart, signal: CancelSignal): Promise<Checksum> {
    throwIfCancelled(signal);
    this.hashed.push(part.fileName);
    const hash = createHash('sha1');
    for await (const chunk of part.read()) {
      throwIfCancelled(signal);
      hash.update(chunk);
    }
    return hash.digest('hex') as Checksum;
  }
}
