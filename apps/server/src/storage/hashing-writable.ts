import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { Writable } from 'node:stream';
import { fromErrno } from '../errors/from-errno.ts';

/** What may wait in memory for the disk, per upload. */
const BUFFER_BYTES = 1024 * 1024;

/**
 * After so many bytes they are made durable on the way. Otherwise the last fsync of a long video would have gigabytes to
 * write, and the client would take the silence for a stalled connection.
 */
const SYNC_EVERY_BYTES = 64 * 1024 * 1024;

interface PendingChunk {
  readonly chunk: Buffer;
}

/** Writes to a file and takes the SHA-1 of what it wrote. It does not close the file. */
export class HashingWritable extends Writable {
  readonly #file: FileHandle;
  readonly #hash = createHash('sha1');
  #sizeBytes = 0;
  #unsyncedBytes = 0;
  #running: Promise<void> = Promise.resolve();

  constructor(file: FileHandle) {
    super({ highWaterMark: BUFFER_BYTES, decodeStrings: true });
    this.#file = file;
  }

  get sizeBytes(): number {
    return this.#sizeBytes;
  }

  /** SHA-1 in lower-case hex. Ends the hash: to be called once, after the last byte. */
  checksum(): string {
    return this.#hash.digest('hex');
  }

  /** Settles when no write is running any more, so that the file may be closed. */
  idle(): Promise<void> {
    return this.#running.catch(() => undefined);
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error) => void): void {
    this.#append([chunk], done);
  }

  override _writev(chunks: PendingChunk[], done: (error?: Error) => void): void {
    this.#append(
      chunks.map(({ chunk }) => chunk),
      done,
    );
  }

  #append(buffers: readonly Buffer[], done: (error?: Error) => void): void {
    this.#running = this.#writeAll(buffers);
    // The hash runs while the disk does.
    for (const buffer of buffers) {
      this.#hash.update(buffer);
      this.#sizeBytes += buffer.length;
    }
    this.#running.then(
      () => done(),
      (error: unknown) => done(fromErrno(error)),
    );
  }

  /** A write may take fewer bytes than it was given, for instance when the disk is nearly full. */
  async #writeAll(buffers: readonly Buffer[]): Promise<void> {
    let rest = buffers;
    while (rest.length > 0) {
      const { bytesWritten } = await this.#file.writev([...rest]);
      rest = after(rest, bytesWritten);
      this.#unsyncedBytes += bytesWritten;
    }
    if (this.#unsyncedBytes < SYNC_EVERY_BYTES) return;
    this.#unsyncedBytes = 0;
    await this.#file.datasync();
  }
}

function after(buffers: readonly Buffer[], bytes: number): readonly Buffer[] {
  let skipped = 0;
  for (const [index, buffer] of buffers.entries()) {
    if (skipped + buffer.length > bytes)
      return [buffer.subarray(bytes - skipped), ...buffers.slice(index + 1)];
    skipped += buffer.length;
  }
  return [];
}
