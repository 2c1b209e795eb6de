import type { UploadAnswer } from '@keepsake/protocol';
import type { KeptAsset } from '../ingest/incoming-asset.ts';
import { checksumToBase64 } from './checksum-base64.ts';

/** What a client is told of an asset that was kept, whichever way it came. */
export function uploadAnswer(kept: KeptAsset): UploadAnswer {
  return {
    id: kept.assetId,
    status: kept.kind,
    deviceAssetId: kept.device?.deviceAssetId ?? null,
    deviceId: kept.device?.deviceId ?? null,
    checksum: checksumToBase64(kept.checksum),
    livePhotoVideoId: kept.motion?.assetId ?? null,
    livePhotoVideoChecksum: kept.motion === undefined ? null : checksumToBase64(kept.motion.checksum),
  };
}
