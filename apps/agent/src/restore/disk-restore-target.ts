import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type {
  CancelSignal,
  Checksum,
  Kept,
  PendingFile,
  PlaceState,
  RestoredFacts,
  RestorePlace,
  RestoreTarget,
} from '@keepsake/engine';
import { throwIfCancelled } from '@keepsake/engine';
import { osPathOf } from '../device/file-name-codec.ts';
import { isMissing } from '../device/library-errors.ts';
import { FoldedFolders } from './folded-folders.ts';
import { createHiddenFile } from './hidden-file.ts';
import { linkTo, takeName } from './take-name.ts';
import { errnoOf, targetError } from './target-error.ts';

/** Hidden, so that no backup takes it for part of a library. */
const HIDDEN_FOLDER = '.keepsake-restore';

/**
 * A folder of a disk, by its path, that originals are restored to; it is made when it is missing.
 *
 * What is received lies in a hidden folder within it until it is whole, checked and on the disk. No name is ever given to
 * a second file: where something has it, that stays.
 */
export class DiskRestoreTarget implements RestoreTarget {
  readonly #root: string;
  readonly #hidden: string;
  readonly #folders = new FoldedFolders();

  constructor(root: string) {
    this.#root = root;
    this.#hidden = join(root, HIDDEN_FOLDER);
  }

  async sweep(): Promise<void> {
    await this.#guarded(() => rm(this.#hidden, { recursive: true, force: true }));
  }

  async look({ folders, name }: RestorePlace, signal: CancelSignal): Promise<PlaceState> {
    return this.#guarded(async () => {
      let folder = this.#root;
      for (const wanted of folders) {
        const spelled = await this.#folders.find(folder, wanted);
        if (spelled === undefined) return { kind: 'free' };
        folder = join(folder, spelled);
        if (!(await isFolder(folder))) return { kind: 'blocked' };
      }
      const spelled = await this.#folders.find(folder, name);
      return spelled === undefined ? { kind: 'free' } : stateOf(join(folder, spelled), signal);
    });
  }

  async begin(): Promise<PendingFile> {
    const path = join(this.#hidden, randomUUID());
    await this.#guarded(() => mkdir(this.#hidden, { recursive: true }));
    const file = await createHiddenFile(path);
    return {
      write: (bytes) => file.write(bytes),
      discard: () => file.discard(),
      keep: async (place, facts) => {
        await file.finish(facts);
        return this.#give(place, async (target) => ((await takeName(file.path, target)) ? 'kept' : 'taken'));
      },
    };
  }

  async repeat(
    from: RestorePlace,
    to: RestorePlace,
    facts: RestoredFacts,
    signal: CancelSignal,
  ): Promise<Kept> {
    const source = await this.#guarded(() => this.#find(from));
    let hasLinks = true;
    const kept = await this.#give(to, async (target) => {
      const linked = await linkTo(source, target);
      hasLinks = linked !== 'no-links';
      return linked === 'linked' ? 'kept' : 'taken';
    });
    return hasLinks ? kept : this.#copy(source, to, facts, signal);
  }

  async #copy(source: string, to: RestorePlace, facts: RestoredFacts, signal: CancelSignal): Promise<Kept> {
    const copy = await this.begin();
    try {
      await this.#guarded(async () => {
        for await (const chunk of createReadStream(osPathOf(source))) {
          throwIfCancelled(signal);
          await copy.write(chunk as Uint8Array);
        }
      });
      return await copy.keep(to, facts);
    } finally {
      await copy.discard();
    }
  }

  /** Gives a place, whose folders are made, to a file by `take`, durably, unless something is there. */
  async #give({ folders, name }: RestorePlace, take: (path: string) => Promise<Kept>): Promise<Kept> {
    return this.#guarded(async () => {
      const folder = await this.#makeFolders(folders);
      if ((await this.#folders.find(folder, name)) !== undefined) return 'taken';
      const kept = await take(join(folder, name));
      // Somebody else writes here, or it could not be done that way: what is known is no longer so.
      if (kept === 'taken') this.#folders.forget(folder);
      else {
        this.#folders.add(folder, name);
        await syncFolder(folder);
      }
      return kept;
    });
  }

  async #makeFolders(folders: readonly string[]): Promise<string> {
    let folder = this.#root;
    for (const wanted of folders) {
      const spelled = await this.#folders.find(folder, wanted);
      const inner = join(folder, spelled ?? wanted);
      if (spelled === undefined) {
        await mkdir(osPathOf(inner)).catch((error: unknown) => {
          // Another worker may have been faster.
          if (errnoOf(error) !== 'EEXIST') throw error;
        });
        this.#folders.add(folder, wanted);
        await syncFolder(folder);
      }
      folder = inner;
    }
    return folder;
  }

  /** The path of a place that something is at, as it is spelled there. */
  async #find({ folders, name }: RestorePlace): Promise<string> {
    let path = this.#root;
    for (const wanted of [...folders, name]) {
      path = join(path, (await this.#folders.find(path, wanted)) ?? wanted);
    }
    return path;
  }

  async #guarded<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      if (errnoOf(error) === '') throw error;
      throw targetError(this.#root, error);
    }
  }
}

async function stateOf(path: string, signal: CancelSignal): Promise<PlaceState> {
  try {
    const stats = await lstat(osPathOf(path));
    if (!stats.isFile()) return { kind: 'blocked' };
    const hash = createHash('sha1');
    for await (const chunk of createReadStream(osPathOf(path))) {
      throwIfCancelled(signal);
      hash.update(chunk as Uint8Array);
    }
    return { kind: 'file', checksum: hash.digest('hex') as Checksum };
  } catch (error) {
    if (isMissing(error)) return { kind: 'free' };
    // What cannot be read is none of ours.
    if (errnoOf(error) !== '') return { kind: 'blocked' };
    throw error;
  }
}

/** A link to a folder would lead out of the target. */
async function isFolder(path: string): Promise<boolean> {
  return (await lstat(osPathOf(path))).isDirectory();
}

/** Sees the names in a folder onto the disk, where the system has a way to do that. */
async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(osPathOf(folder), 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch {
    // Windows opens no folders, and some network shares sync none.
  }
}
