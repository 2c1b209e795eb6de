import { mediaTypeOf } from '@keepsake/protocol';
import type { AssetId, DeviceAsset, PartFacts } from '@keepsake/engine';
import { pathIn, type FileFacts } from './folder-reader.ts';
import { pairLivePhotos } from './live-photo-pairs.ts';

/** The assets that the files of one folder make, in the order of the files. */
export function assetsOf(folderPath: string, files: readonly FileFacts[]): DeviceAsset[] {
  const pairs = pairLivePhotos(files);
  const motionNames = new Set([...pairs.values()].map((motion) => motion.name));
  return files
    .filter((file) => !motionNames.has(file.name))
    .map((file) => assetOf(folderPath, file, pairs.get(file.name)));
}

/** The asset that a file is, with its motion part when it is a Live Photo's still. */
export function assetOf(folderPath: string, file: FileFacts, motion: FileFacts | undefined): DeviceAsset {
  return {
    id: pathIn(folderPath, file.name) as AssetId,
    kind: mediaTypeOf(file.name)?.kind ?? 'unsupported',
    original: partOf(file),
    motion: motion === undefined ? undefined : partOf(motion),
    createdAtMs: file.createdAtMs,
    isFavorite: false,
    durationMs: undefined,
    isInCloud: file.isInCloud || motion?.isInCloud === true,
  };
}

const partOf = (file: FileFacts): PartFacts => ({
  fileName: file.name,
  sizeBytes: file.sizeBytes,
  modifiedAtMs: file.modifiedAtMs,
});
