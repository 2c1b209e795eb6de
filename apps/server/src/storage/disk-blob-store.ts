import { randomUUID } from 'node:crypto';
import { mkdir, open, opendir, rm, rmdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { errnoOf, fromErrno, throwFromErrno } from '../errors/from-errno.ts';
import { ServerError } from '../errors/server-error.ts';
import type { ArrivedBlob, BlobStore, OpenBlob, StagedBlob } from './blob-store.ts';
import { DirectorySync } from './directory-sync.ts';
import { DiskArrivedBlob } from './disk-arrived-blob.ts';
import { DiskStagedBlob } from './disk-staged-blob.ts';
import { giveName } from './give-name.ts';

const READ_CHUNK_BYTES = 256 * 1024;
const MAX_KNOWN_DIRECTORIES = 10_000;

/**
 * Originals as plain files below one folder, staged in another on the same volume.
 *
 * How a blob becomes durable: temp file → fsync → a free name → fsync of the directory.
 */
export class DiskBlobStore implements BlobStore {
  readonly #originalsDir: string;
  readonly #stagingDir: string;
  readonly #directories: DirectorySync;
  readonly #giveName: typeof giveName;
  /** Per folder, what makes it and its parents' entries durable: whoever comes meanwhile waits for the same. */
  readonly #known = new Map<string, Promise<void>>();
  /** Folders are made one after the other: none is put into one that is about to be taken away for its lost entry. */
  #making: Promise<void> = Promise.resolve();

  /** Both folders must exist, on one volume. */
  constructor(
    folders: { readonly originalsDir: string; readonly stagingDir: string },
    directories = new DirectorySync(),
    /** How a file gets a free name on this disk. */
    name = giveName,
  ) {
    this.#giveName = name;
    this.#directories = directories;
    this.#originalsDir = folders.originalsDir;
    this.#stagingDir = folders.stagingDir;
  }

  async stage(): Promise<StagedBlob> {
    return DiskStagedBlob.open(path.join(this.#stagingDir, randomUUID())).catch(throwFromErrno);
  }

  async commit(blob: ArrivedBlob, blobPath: string, modifiedAt: Date): Promise<'committed' | 'taken'> {
    if (!(blob instanceof DiskArrivedBlob)) throw new TypeError('arrived elsewhere');
    const target = this.#resolve(blobPath);
    const directory = path.dirname(target);
    let isNamed = false;
    try {
      await Promise.all([blob.seal(modifiedAt), this.#ensureDirectory(directory)]);
      const knownFailures = this.#directories.failuresOf(directory);
      isNamed = await this.#giveName(blob.file, target, { keepsFile: blob.keepsFile });
      if (!isNamed) return 'taken';
      blob.markCommitted();
      await this.#directories.sync(directory, knownFailures);
      return 'committed';
    } catch (error) {
      // Somebody may have removed the folder under us: look again next time.
      this.#known.delete(directory);
      if (isNamed) await this.#takeNameBack(blob, target);
      await blob.discard();
      throw fromErrno(error);
    }
  }

  async uncommit(blob: ArrivedBlob, blobPath: string): Promise<void> {
    if (!(blob instanceof DiskArrivedBlob)) throw new TypeError('arrived elsewhere');
    await this.#takeNameBack(blob, this.#resolve(blobPath)).catch(throwFromErrno);
  }

  async open(blobPath: string): Promise<OpenBlob> {
    const handle = await open(this.#resolve(blobPath), 'r').catch((error: unknown) => {
      if (isNothingThere(error)) throw new ServerError('not-found', undefined, { cause: error });
      throw fromErrno(error);
    });
    try {
      const { size: sizeBytes } = await handle.stat();
      return {
        sizeBytes,
        read: (range) => handle.createReadStream({ ...range, highWaterMark: READ_CHUNK_BYTES }),
        close: () => handle.close(),
      };
    } catch (error) {
      await handle.close();
      throw fromErrno(error);
    }
  }

  async sizeOf(blobPath: string): Promise<number | undefined> {
    try {
      const stats = await stat(this.#resolve(blobPath));
      return stats.isFile() ? stats.size : undefined;
    } catch (error) {
      if (isNothingThere(error)) return undefined;
      throw fromErrno(error);
    }
  }

  async move(blobPath: string, newPath: string): Promise<'moved' | 'taken'> {
    const [from, to] = [this.#resolve(blobPath), this.#resolve(newPath)];
    try {
      await this.#ensureDirectory(path.dirname(to));
      const folders = [path.dirname(from), path.dirname(to)];
      const known = folders.map((folder) => this.#directories.failuresOf(folder));
      if (!(await this.#giveName(from, to))) return 'taken';
      await Promise.all(folders.map((folder, index) => this.#directories.sync(folder, known[index])));
      return 'moved';
    } catch (error) {
      this.#known.delete(path.dirname(to));
      if (errnoOf(error) === 'ENOENT') throw new ServerError('not-found', undefined, { cause: error });
      throw fromErrno(error);
    }
  }

  async remove(blobPath: string): Promise<void> {
    const target = this.#resolve(blobPath);
    await rm(target, { force: true }).catch(throwFromErrno);
  }

  async *list(): AsyncIterable<string> {
    const directory = await opendir(this.#originalsDir, { recursive: true }).catch(throwFromErrno);
    for await (const entry of directory) {
      if (!entry.isFile()) continue;
      const relative = path.relative(this.#originalsDir, path.join(entry.parentPath, entry.name));
      yield relative.split(path.sep).join('/');
    }
  }

  /** Without links the file has moved to its name: what is removed then would be its only copy. */
  async #takeNameBack(blob: DiskArrivedBlob, target: string): Promise<void> {
    if (!blob.keepsFile) return rm(target, { force: true });
    try {
      if (!(await this.#giveName(target, blob.file))) return await rm(target, { force: true });
    } catch (error) {
      if (errnoOf(error) !== 'ENOENT') throw error;
    }
    const folders = [path.dirname(target), path.dirname(blob.file)];
    await Promise.allSettled(folders.map((folder) => this.#directories.sync(folder)));
  }

  #ensureDirectory(directory: string): Promise<void> {
    const known = this.#known.get(directory);
    if (known !== undefined) return known;
    if (this.#known.size >= MAX_KNOWN_DIRECTORIES) this.#known.clear();
    const making = this.#making.then(() => this.#makeDirectory(directory));
    this.#known.set(directory, making);
    this.#making = making.catch(() => undefined);
    return making;
  }

  async #makeDirectory(directory: string): Promise<void> {
    const parents = this.#parentsOf(directory);
    const knownFailures = parents.map((parent) => this.#directories.failuresOf(parent));
    try {
      await mkdir(directory, { recursive: true });
      // Each folder is an entry of its parent, and as lost as a file when the parent is not synced. One that is there
      // already may have been made by a process that was killed before it synced.
      for (const [index, parent] of parents.entries())
        await this.#directories.sync(parent, knownFailures[index]);
    } catch (error) {
      // The next sync would be a success, and no entry the more durable for it: those that are empty are made anew.
      for (const made of [directory, ...parents.slice(0, -1)]) await rmdir(made).catch(() => undefined);
      throw error;
    }
  }

  /** The folders above one, up to that of all originals. */
  #parentsOf(directory: string): readonly string[] {
    const parents: string[] = [];
    for (let below = directory; below !== this.#originalsDir; below = path.dirname(below))
      parents.push(path.dirname(below));
    return parents;
  }

  #resolve(blobPath: string): string {
    const resolved = path.resolve(this.#originalsDir, blobPath);
    // Names are made safe above; this is the wall behind that fence.
    if (!resolved.startsWith(this.#originalsDir + path.sep))
      throw new ServerError('internal', 'path escapes');
    return resolved;
  }
}

/** Also where a file lies in the place of one of its folders. */
function isNothingThere(error: unknown): boolean {
  const errno = errnoOf(error);
  return errno === 'ENOENT' || errno === 'ENOTDIR';
}
