import { constants, createReadStream } from 'node:fs';
import { open, opendir, rm, truncate, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { errnoOf, fromErrno, throwFromErrno } from '../errors/from-errno.ts';
import { ServerError } from '../errors/server-error.ts';
import type { ArrivedBlob } from './blob-store.ts';
import { DirectorySync } from './directory-sync.ts';
import { DiskArrivedBlob } from './disk-arrived-blob.ts';
import { FileWritable } from './file-writable.ts';
import { closeWritten, NotDurable, syncFile } from './not-durable.ts';
import type { PartialBlobs, PartialWriter } from './partial-blobs.ts';

const READ_CHUNK_BYTES = 1024 * 1024;

/** Partial blobs as one file each in a folder on the volume of the originals. */
export class DiskPartialBlobs implements PartialBlobs {
  readonly #folder: string;
  readonly #directory = new DirectorySync();
  /** The first failure of each blob whose bytes were not to be made durable: the system itself forgets it. */
  readonly #lost = new Map<string, NotDurable>();

  /** The folder must exist. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  async create(id: string): Promise<void> {
    try {
      const knownFailures = this.#directory.failuresOf(this.#folder);
      await (await open(this.#file(id), 'wx', 0o600)).close();
      await this.#directory.sync(this.#folder, knownFailures);
    } catch (error) {
      throw fromErrno(error);
    }
  }

  async sizeOf(id: string): Promise<number | undefined> {
    try {
      const handle = await open(this.#file(id), 'r+');
      try {
        await this.#sync(id, handle);
        return (await handle.stat()).size;
      } finally {
        await handle.close();
      }
    } catch (error) {
      if (errnoOf(error) === 'ENOENT') return undefined;
      throw fromErrno(error);
    }
  }

  async append(id: string, see: (bytes: Buffer) => void): Promise<PartialWriter> {
    const handle = await open(this.#file(id), APPEND).catch(throwFromErrno);
    const writable = new FileWritable(handle, see, () => this.#sync(id, handle));
    return {
      writable,
      sync: () => writable.sync().catch(throwFromErrno),
      close: async () => {
        writable.destroy();
        await writable.idle();
        await this.#durably(id, () => closeWritten(handle));
      },
    };
  }

  read(id: string, start: number): Readable {
    return createReadStream(this.#file(id), { start, highWaterMark: READ_CHUNK_BYTES });
  }

  async truncate(id: string, sizeBytes: number): Promise<void> {
    await truncate(this.#file(id), sizeBytes).catch(throwFromErrno);
  }

  arrived(id: string, sizeBytes: number, checksum: string): ArrivedBlob {
    return new DiskPartialBlob(this.#file(id), sizeBytes, checksum, (handle) =>
      this.#sync(id, handle, { metadata: true }),
    );
  }

  async remove(id: string): Promise<void> {
    await rm(this.#file(id), { force: true }).catch(throwFromErrno);
    this.#lost.delete(id);
  }

  async *list(): AsyncIterable<string> {
    for await (const entry of await opendir(this.#folder).catch(throwFromErrno))
      if (isId(entry.name)) yield entry.name;
  }

  async #sync(id: string, handle: FileHandle, what = { metadata: false }): Promise<void> {
    await this.#durably(id, () => syncFile(handle, what));
  }

  /** @throws NotDurable also when the work would do now, but failed once before */
  async #durably(id: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (error instanceof NotDurable) this.#lost.set(id, error);
      throw error;
    }
    const lost = this.#lost.get(id);
    if (lost !== undefined) throw lost;
  }

  #file(id: string): string {
    // Ids are checked where they come in; this is the wall behind that fence.
    if (!isId(id)) throw new ServerError('internal', 'no id of a partial blob');
    return path.join(this.#folder, id);
  }
}

/** To append, and never to make a file that is missing. */
const APPEND = constants.O_WRONLY | constants.O_APPEND;

function isId(name: string): boolean {
  return /^[0-9a-f]{32}$/.test(name);
}

class DiskPartialBlob extends DiskArrivedBlob {
  readonly keepsFile = true;
  readonly file: string;
  readonly sizeBytes: number;
  readonly #checksum: string;
  readonly #sync: (handle: FileHandle) => Promise<void>;

  constructor(
    file: string,
    sizeBytes: number,
    checksum: string,
    sync: (handle: FileHandle) => Promise<void>,
  ) {
    super();
    this.file = file;
    this.sizeBytes = sizeBytes;
    this.#checksum = checksum;
    this.#sync = sync;
  }

  checksum(): string {
    return this.#checksum;
  }

  async seal(modifiedAt: Date): Promise<void> {
    const handle = await open(this.file, 'r+');
    try {
      await handle.utimes(modifiedAt, modifiedAt);
      await this.#sync(handle);
    } finally {
      await handle.close();
    }
  }

  markCommitted(): void {
    // Nothing changes: whoever began the upload removes the file once its row says that it is complete.
  }

  async discard(): Promise<void> {
    // What becomes of the bytes is for the upload to say: a commit that failed for a passing reason may be tried again.
  }
}
