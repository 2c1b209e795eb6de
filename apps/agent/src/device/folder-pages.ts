import { basename, dirname } from 'node:path';
import {
  BackupError,
  throwIfCancelled,
  type AssetPage,
  type CancelSignal,
  type DeviceAsset,
} from '@keepsake/engine';
import type { IsOnlineOnly } from './cloud-files.ts';
import { assetsOf } from './folder-assets.ts';
import { withKnownFacts, type RecallAssets } from './known-facts.ts';
import { readFolder } from './folder-reader.ts';
import { compareFolders, type WalkedFolder } from './walked-folder.ts';
import { folderError, isMissing } from './library-errors.ts';

/** What one page is cut from: the folders of an album, each read again when its turn comes. */
export interface PageRequest {
  readonly folders: readonly WalkedFolder[];
  readonly start: number;
  readonly end: number;
  /** The id of the last asset of the page before. */
  readonly cursor: string | undefined;
  readonly limit: number;
}

/**
 * Lists assets page by page, folder after folder, by name within a folder.
 *
 * Only the folder in which the last page ended is kept, so memory grows with the largest folder and not with the
 * library.
 */
export class FolderPages {
  readonly #isOnlineOnly: IsOnlineOnly;
  readonly #recall: RecallAssets;
  #kept: { readonly folder: WalkedFolder; readonly assets: readonly DeviceAsset[] } | undefined;

  constructor(isOnlineOnly: IsOnlineOnly, recall: RecallAssets) {
    this.#isOnlineOnly = isOnlineOnly;
    this.#recall = recall;
  }

  /**
   * A folder that vanished since the walk, or can no longer be read, is thrown, lest its assets be taken for deleted:
   * the disk may have been taken out, and a folder that is gone for good is not in the next walk.
   */
  async read(request: PageRequest, signal: CancelSignal): Promise<AssetPage> {
    const page: DeviceAsset[] = [];
    for (let index = firstFolder(request); index < request.end; index++) {
      const folder = request.folders[index];
      if (folder === undefined || folder.ownCount === 0) continue;
      throwIfCancelled(signal);
      const assets = await this.#assetsIn(folder, signal);
      const from = startIn(folder, assets, request.cursor);
      const to = Math.min(assets.length, from + request.limit - page.length);
      for (let at = from; at < to; at++) page.push(assets[at] as DeviceAsset);
      if (page.length < request.limit) continue;
      const hasMore = to < assets.length || hasFilesIn(request.folders, index + 1, request.end);
      if (to < assets.length) this.#kept = { folder, assets };
      return { assets: page, nextCursor: hasMore ? page.at(-1)?.id : undefined };
    }
    return { assets: page, nextCursor: undefined };
  }

  async #assetsIn(folder: WalkedFolder, signal: CancelSignal): Promise<readonly DeviceAsset[]> {
    const kept = this.#kept;
    this.#kept = undefined;
    if (kept?.folder === folder) return kept.assets;
    try {
      const { files } = await readFolder(
        folder.path,
        { isFollowed: (name) => folder.followedLinks.has(name), isOnlineOnly: this.#isOnlineOnly },
        signal,
      );
      return await withKnownFacts(assetsOf(folder.path, files), this.#recall);
    } catch (error) {
      if (signal.aborted) throw error;
      if (!isMissing(error)) throw folderError(folder.path, error);
      const sentence = `The folder ${folder.path} vanished while it was looked at.`;
      throw new BackupError('library-unavailable', sentence, { cause: error });
    }
  }
}

function firstFolder({ folders, start, end, cursor }: PageRequest): number {
  if (cursor === undefined) return start;
  const path = dirname(cursor);
  let low = start;
  for (let high = end; low < high;) {
    const middle = (low + high) >>> 1;
    if (compareFolders(folders[middle]?.path ?? '', path) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function startIn(folder: WalkedFolder, assets: readonly DeviceAsset[], cursor: string | undefined): number {
  if (cursor === undefined || dirname(cursor) !== folder.path) return 0;
  const name = basename(cursor);
  let low = 0;
  for (let high = assets.length; low < high;) {
    const middle = (low + high) >>> 1;
    if ((assets[middle]?.original.fileName ?? '') <= name) low = middle + 1;
    else high = middle;
  }
  return low;
}

function hasFilesIn(folders: readonly WalkedFolder[], start: number, end: number): boolean {
  for (let index = start; index < end; index++) if ((folders[index]?.ownCount ?? 0) > 0) return true;
  return false;
}
