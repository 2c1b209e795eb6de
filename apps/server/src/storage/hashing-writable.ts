import { createHash, type Hash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { FileWritable } from './file-writable.ts';

/** Writes to a file and takes the SHA-1 of what it wrote. It does not close the file. */
export class HashingWritable extends FileWritable {
  readonly #hash: Hash;

  constructor(file: FileHandle) {
    const hash = createHash('sha1');
    super(file, (bytes) => hash.update(bytes));
    this.#hash = hash;
  }

  /** SHA-1 in lower-case hex. Ends the hash: to be called once, after the last byte. */
  checksum(): string {
    return this.#hash.digest('hex');
  }
}
