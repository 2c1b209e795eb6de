import type { Checksum, RemoteAssetId, RemoteFile } from '@keepsake/engine';
import { checksumToHex, type AnyAsset } from '@keepsake/protocol';
import { msOf } from '../wire-values.ts';

/** An asset as the engine sees it. */
export function fileOf(asset: AnyAsset): RemoteFile {
  return {
    id: asset.id as RemoteAssetId,
    fileName: asset.originalFileName,
    checksum: checksumToHex(asset.checksum) as Checksum,
    // None has no byte; of that, nothing is known.
    sizeBytes: asset.exifInfo?.fileSizeInByte || undefined,
    createdAtMs: msOf(asset.fileCreatedAt),
    modifiedAtMs: msOf(asset.fileModifiedAt),
  };
}
