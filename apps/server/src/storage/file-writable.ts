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

/** What happens beside the writing. */
export interface FileWritableOptions {
  /** Sees all bytes in order, while the disk takes them. */
  readonly see: (bytes: Buffer) => void;
  /** Asks for what was written to be made durable now; asked after each write. */
  readonly wantsSync?: () => boolean;
  /** Hears how many bytes of this stream are durable, each time that some became so on the way. */
  readonly synced?: (sizeBytes: number) => void;
}

interface PendingChunk {
  readonly chunk: Buffer;
}

/** Writes to an open file, as far as memory goes in large pieces. It does not close the file. */
export class FileWritable extends Writable {
  readonly #file: FileHandle;
  readonly #options: FileWritableOptions;
  #sizeBytes = 0;
  #unsyncedBytes = 0;
  #running: Promise<void> = Promise.resolve();

  constructor(file: FileHandle, options: FileWritableOptions) {
    super({ highWaterMark: BUFFER_BYTES, decodeStrings: true });
    this.#file = file;
    this.#options = options;
    // Whoever pipes into it hears of a failure; without a listener one that comes later would end the process.
    this.on('error', () => undefined);
  }

  /** Bytes given to the disk so far. */
  get sizeBytes(): number {
    return this.#sizeBytes;
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
    // Hashing, for one, runs while the disk does.
    for (const buffer of buffers) {
      this.#options.see(buffer);
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
    if (this.#unsyncedBytes < SYNC_EVERY_BYTES && this.#options.wantsSync?.() !== true) return;
    this.#unsyncedBytes = 0;
    await this.#file.datasync();
    this.#options.synced?.(this.#sizeBytes);
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
