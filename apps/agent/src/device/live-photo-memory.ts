import { stat } from 'node:fs/promises';
import type { CancelSignal } from '@keepsake/engine';
import type { IsOnlineOnly } from './cloud-files.ts';
import { osPathOf } from './file-name-codec.ts';
import { readFolder, type FileFacts } from './folder-reader.ts';
import { pairLivePhotos } from './live-photo-pairs.ts';

/** What a file is to the Live Photos of its folder. */
export type LivePhotoRole =
  | { readonly kind: 'still'; readonly motionName: string }
  | { readonly kind: 'motion' }
  | { readonly kind: 'neither' };

interface FolderPairs {
  /** When the folder was last looked at, in the milliseconds of `performance.now()`. */
  lookedAtMs: number;
  readonly changedAtNs: bigint;
  readonly motionOf: ReadonlyMap<string, string>;
  readonly motions: ReadonlySet<string>;
}

const MAX_FOLDERS = 64;
/** A folder's files are opened one after the other; looking at the folder for each of them would double the work. */
const FRESH_MS = 500;

/**
 * Remembers the Live Photos of the folders that were last looked at, so that opening one file after the other does
 * not list their folder again and again. A folder's own modified time tells when names came or went; it is asked for at
 * most twice a second.
 */
export class LivePhotoMemory {
  readonly #folders = new Map<string, FolderPairs>();
  readonly #isFollowed: (folderPath: string, linkName: string) => boolean;
  readonly #isOnlineOnly: IsOnlineOnly;

  /** Links to files are part of a folder where `isFollowed` says so. */
  constructor(isFollowed: (folderPath: string, linkName: string) => boolean, isOnlineOnly: IsOnlineOnly) {
    this.#isFollowed = isFollowed;
    this.#isOnlineOnly = isOnlineOnly;
  }

  /** The role of a file in its folder. Errors are the operating system's own. */
  async roleOf(folderPath: string, name: string, signal: CancelSignal): Promise<LivePhotoRole> {
    const { motionOf, motions } = await this.#pairsOf(folderPath, signal);
    const motionName = motionOf.get(name);
    if (motionName !== undefined) return { kind: 'still', motionName };
    return motions.has(name) ? { kind: 'motion' } : { kind: 'neither' };
  }

  async #pairsOf(folderPath: string, signal: CancelSignal): Promise<FolderPairs> {
    const known = this.#folders.get(folderPath);
    const nowMs = performance.now();
    if (known !== undefined && nowMs - known.lookedAtMs < FRESH_MS) return known;

    const changedAtNs = (await stat(osPathOf(folderPath), { bigint: true })).mtimeNs;
    this.#folders.delete(folderPath);
    const pairs =
      known?.changedAtNs === changedAtNs
        ? known
        : folderPairsOf(nowMs, changedAtNs, await this.#filesIn(folderPath, signal));
    pairs.lookedAtMs = nowMs;
    this.#folders.set(folderPath, pairs);
    const oldest = this.#folders.keys().next();
    if (this.#folders.size > MAX_FOLDERS && oldest.done === false) this.#folders.delete(oldest.value);
    return pairs;
  }

  async #filesIn(folderPath: string, signal: CancelSignal): Promise<readonly FileFacts[]> {
    const isFollowed = (name: string): boolean => this.#isFollowed(folderPath, name);
    return (await readFolder(folderPath, { isFollowed, isOnlineOnly: this.#isOnlineOnly }, signal)).files;
  }
}

function folderPairsOf(lookedAtMs: number, changedAtNs: bigint, files: readonly FileFacts[]): FolderPairs {
  const pairs = pairLivePhotos(files);
  const motionOf = new Map([...pairs].map(([still, motion]) => [still, motion.name]));
  return { lookedAtMs, changedAtNs, motionOf, motions: new Set(motionOf.values()) };
}
