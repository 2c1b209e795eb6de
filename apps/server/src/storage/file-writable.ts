import type { FileHandle } from 'node:fs/promises';
import { Writable } from 'node:stream';
import { fromErrno } from '../errors/from-errno.ts';
import { BLOCK_BYTES, giveBlockBack, takeBlock } from './blocks.ts';
import { syncFile } from './not-durable.ts';

/**
 * After so many bytes they are made durable on the way. Otherwise the last fsync of a long video would have gigabytes to
 * write, and the client would take the silence for a stalled connection.
 */
const SYNC_EVERY_BYTES = 64 * 1024 * 1024;

/**
 * Writes to an open file, and shows all bytes in order to whoever wants to `see` them, while the disk takes them. It
 * does not close the file.
 *
 * What arrives is gathered in a block; while one block goes to the disk, the next one fills. So an upload has two blocks
 * in memory, however large it is and however slow the disk, and the pieces that came from the network die young.
 */
export class FileWritable extends Writable {
  readonly #file: FileHandle;
  readonly #see: (bytes: Buffer) => void;
  readonly #makeDurable: () => Promise<void>;
  #sizeBytes = 0;
  #flushedBytes = 0;
  #unsyncedBytes = 0;
  #block: Buffer | undefined;
  #filledBytes = 0;
  /** The write of the block before. */
  #running: Promise<void> = Promise.resolve();

  /** @param makeDurable makes durable what was written; hears of a failure, whatever else ends the stream */
  constructor(
    file: FileHandle,
    see: (bytes: Buffer) => void,
    makeDurable = () => syncFile(file, { metadata: false }),
  ) {
    super({ highWaterMark: BLOCK_BYTES, decodeStrings: true });
    this.#file = file;
    this.#see = see;
    this.#makeDurable = makeDurable;
    // Whoever pipes into it hears of a failure; without a listener one that comes later would end the process.
    this.on('error', () => undefined);
  }

  /** Bytes taken so far. */
  get sizeBytes(): number {
    return this.#sizeBytes;
  }

  /** Makes durable what has been taken, and tells how many bytes that is. @throws NotDurable */
  async sync(): Promise<number> {
    await this.#flush();
    const flushedBytes = this.#flushedBytes;
    await this.#running;
    await this.#makeDurable();
    return flushedBytes;
  }

  /** Settles when no write is running any more, so that the file may be closed. */
  idle(): Promise<void> {
    return this.#running.catch(() => undefined);
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error) => void): void {
    const rest = this.#fill(chunk);
    if (rest.length === 0) return done();
    this.#flushAndFill(rest).then(
      () => done(),
      (error: unknown) => done(fromErrno(error)),
    );
  }

  override _final(done: (error?: Error) => void): void {
    this.#flush()
      .then(() => this.#running)
      .then(
        () => done(),
        (error: unknown) => done(fromErrno(error)),
      );
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    if (this.#block !== undefined) giveBlockBack(this.#block);
    this.#block = undefined;
    done(error);
  }

  async #flushAndFill(chunk: Buffer): Promise<void> {
    let rest = chunk;
    while (rest.length > 0 && !this.destroyed) {
      await this.#flush();
      rest = this.#fill(rest);
    }
  }

  /** Copies what fits into the block, and returns what does not. */
  #fill(chunk: Buffer): Buffer {
    this.#block ??= takeBlock();
    const copiedBytes = chunk.copy(this.#block, this.#filledBytes);
    this.#filledBytes += copiedBytes;
    this.#sizeBytes += copiedBytes;
    return chunk.subarray(copiedBytes);
  }

  /** Starts to write the block, once the one before it is written. */
  async #flush(): Promise<void> {
    await this.#running;
    const block = this.#block;
    if (block === undefined || this.destroyed) return;
    const bytes = block.subarray(0, this.#filledBytes);
    this.#block = undefined;
    this.#filledBytes = 0;
    this.#flushedBytes += bytes.length;
    this.#running = this.#writeAll(bytes).finally(() => giveBlockBack(block));
    // Heard of where the next block, or the end, waits for it.
    this.#running.catch(() => undefined);
    // Hashing, for one, runs while the disk does.
    this.#see(bytes);
  }

  /** A write may take fewer bytes than it was given, for instance when the disk is nearly full. */
  async #writeAll(bytes: Buffer): Promise<void> {
    let rest = bytes;
    while (rest.length > 0) {
      const { bytesWritten } = await this.#file.write(rest);
      rest = rest.subarray(bytesWritten);
    }
    this.#unsyncedBytes += bytes.length;
    if (this.#unsyncedBytes < SYNC_EVERY_BYTES) return;
    this.#unsyncedBytes = 0;
    await this.#makeDurable();
  }
}
