import { stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import {
  BackupError,
  type AssetId,
  type CancelSignal,
  type DeviceAsset,
  type OpenedAsset,
  type OpenedPart,
  type OpenObserver,
  type PartFacts,
} from '@keepsake/engine';
import { osPathOf } from './file-name-codec.ts';
import { assetOf } from './folder-assets.ts';
import type { IsOnlineOnly } from './cloud-files.ts';
import { download } from './download.ts';
import { factsOf, pathIn, type FileFacts } from './folder-reader.ts';
import { fileError, isMissing } from './library-errors.ts';
import { throwIfTakenOut, type LibraryRoot } from './library-roots.ts';
import type { LivePhotoMemory } from './live-photo-memory.ts';
import { openFile, type OpenedFile } from './opened-file.ts';
import { statPlaceholder } from './placeholders.ts';

/** Where an asset is, and who is told of what is read. */
export interface OpenRequest {
  readonly id: AssetId;
  readonly root: LibraryRoot;
  readonly livePhotos: LivePhotoMemory;
  readonly isOnlineOnly: IsOnlineOnly;
  /** Undefined: nothing may be downloaded. */
  readonly observer: OpenObserver | undefined;
  readonly onBytes: (count: number) => void;
}

/**
 * Opens the file of an asset, and that of its motion part where it has one now.
 *
 * What fails because the root was taken out is `library-unavailable`, also while it is read and listed anew. A still
 * whose motion part is gone is a photo of its own, and another version than it was with it.
 */
export async function openAsset(request: OpenRequest, signal: CancelSignal): Promise<OpenedAsset> {
  const { id, root } = request;
  return unlessTakenOut(root, async () => {
    const motionPath = await motionPathOf(request, signal);
    if (request.observer === undefined) {
      const now = await relist(request, motionPath);
      if (now?.isInCloud === true) return unopened(request, now, motionPath);
    }
    const original = await openPart(id, request);
    let motion: OpenedFile | undefined;
    try {
      motion = motionPath === undefined ? undefined : await openMotion(motionPath, request);
    } catch (error) {
      await original.close();
      throw error;
    }
    try {
      const files = [original, ...(motion === undefined ? [] : [motion])];
      if (request.observer !== undefined) await download(files, request.observer, signal);
    } catch (error) {
      await original.close();
      await motion?.close();
      throw error;
    }
    return {
      asset: assetOf(dirname(id), original.facts, motion?.facts),
      original: original.part,
      motion: motion?.part,
      relist: () => unlessTakenOut(root, () => relist(request, motion && motionPath)),
      close: async () => {
        await original.close();
        await motion?.close();
      },
    };
  });
}

/** What is in a cloud alone and may not be downloaded: opening its file could be enough to fetch it. */
function unopened(request: OpenRequest, asset: DeviceAsset, motionPath: string | undefined): OpenedAsset {
  const part = ({ fileName, sizeBytes }: PartFacts): OpenedPart => ({
    fileName,
    sizeBytes: sizeBytes ?? 0,
    read() {
      throw new BackupError('download-failed', `${fileName} is in the cloud, and may not be downloaded now.`);
    },
  });
  return {
    asset,
    original: part(asset.original),
    motion: asset.motion && part(asset.motion),
    relist: () => unlessTakenOut(request.root, () => relist(request, motionPath)),
    close: async () => undefined,
  };
}

/** A video that belongs to a still now is gone as an asset of its own. */
async function motionPathOf(
  { id, livePhotos }: OpenRequest,
  signal: CancelSignal,
): Promise<string | undefined> {
  const folder = dirname(id);
  try {
    const role = await livePhotos.roleOf(folder, basename(id), signal);
    if (role.kind === 'still') return pathIn(folder, role.motionName);
    if (role.kind === 'neither') return undefined;
  } catch (error) {
    if (signal.aborted) throw error;
    throw fileError(id, error);
  }
  throw new BackupError('asset-gone', `${id} is the motion part of a photo now.`);
}

async function openPart(path: string, { root, isOnlineOnly, onBytes }: OpenRequest): Promise<OpenedFile> {
  const opened = await openFile(path, { isOnlineOnly, onBytes });
  const read = (fromByte?: number): AsyncIterable<Uint8Array> =>
    readUnlessTakenOut(root, opened.part.read(fromByte));
  return { ...opened, part: { ...opened.part, read } };
}

async function openMotion(path: string, request: OpenRequest): Promise<OpenedFile | undefined> {
  try {
    return await openPart(path, request);
  } catch (error) {
    // What is remembered of a folder's pairs may be a moment old.
    if (error instanceof BackupError && error.code === 'asset-gone') return undefined;
    throw error;
  }
}

/** The files of an opened asset, looked at anew. Which of two files belong together is settled when it is opened. */
async function relist(
  { id, root, isOnlineOnly }: OpenRequest,
  motionPath: string | undefined,
): Promise<DeviceAsset | undefined> {
  const original = await statFile(id, isOnlineOnly);
  const motion = motionPath === undefined ? undefined : await statFile(motionPath, isOnlineOnly);
  const isMissingPart = original === undefined || (motionPath !== undefined && motion === undefined);
  if (isMissingPart) await throwIfTakenOut(root);
  return original === undefined ? undefined : assetOf(dirname(id), original, motion);
}

/** One that went to iCloud meanwhile is not gone. */
async function statFile(path: string, isOnlineOnly: IsOnlineOnly): Promise<FileFacts | undefined> {
  try {
    const stats = await stat(osPathOf(path));
    return stats.isFile() ? factsOf(basename(path), stats, isOnlineOnly) : undefined;
  } catch (error) {
    if (isMissing(error)) return statPlaceholder(path);
    throw fileError(path, error);
  }
}

/** When the disk was taken out, what fails is not the file. */
async function unlessTakenOut<Result>(root: LibraryRoot, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof BackupError) await throwIfTakenOut(root);
    throw error;
  }
}

async function* readUnlessTakenOut(
  root: LibraryRoot,
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  try {
    yield* chunks;
  } catch (error) {
    if (error instanceof BackupError) await throwIfTakenOut(root);
    throw error;
  }
}
