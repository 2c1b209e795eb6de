import { open, rm, type FileHandle } from 'node:fs/promises';
import { fromErrno, throwFromErrno } from '../errors/from-errno.ts';
import type { StagedBlob } from './blob-store.ts';
import { DiskArrivedBlob } from './disk-arrived-blob.ts';
import { HashingWritable } from './hashing-writable.ts';

type State = 'writing' | 'sealed' | 'committed' | 'discarded';

/** A temp file that is being written and hashed. */
export class DiskStagedBlob extends DiskArrivedBlob implements StagedBlob {
  readonly file: string;
  readonly keepsFile = false;
  readonly writable: HashingWritable;
  readonly #handle: FileHandle;
  #state: State = 'writing';
  #checksum: string | undefined;

  private constructor(file: string, handle: FileHandle) {
    super();
    this.file = file;
    this.#handle = handle;
    this.writable = new HashingWritable(handle);
  }

  static async open(file: string): Promise<DiskStagedBlob> {
    return new DiskStagedBlob(file, await open(file, 'wx', 0o600));
  }

  get sizeBytes(): number {
    return this.writable.sizeBytes;
  }

  checksum(): string {
    this.#checksum ??= this.writable.checksum();
    return this.#checksum;
  }

  /** Makes the bytes durable and closes the file. May be repeated. */
  async seal(modifiedAt: Date): Promise<void> {
    if (this.#state !== 'writing') return;
    this.#state = 'sealed';
    try {
      await this.#handle.utimes(modifiedAt, modifiedAt);
      await this.#handle.sync();
    } finally {
      await this.#handle.close();
    }
  }

  markCommitted(): void {
    this.#state = 'committed';
  }

  async discard(): Promise<void> {
    if (this.#state === 'committed' || this.#state === 'discarded') return;
    const wasOpen = this.#state === 'writing';
    this.#state = 'discarded';
    this.writable.destroy();
    await this.writable.idle();
    if (wasOpen) await this.#handle.close().catch((error: unknown) => Promise.reject(fromErrno(error)));
    await rm(this.file, { force: true }).catch(throwFromErrno);
  }
}
