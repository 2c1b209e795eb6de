import type { UploadAnswer } from '@keepsake/protocol';
import { checksumToBase64 } from '../../assets/checksum-base64.ts';
import { ServerError } from '../../errors/server-error.ts';
import { route } from '../../http/route.ts';
import type { KeptAsset } from '../../ingest/incoming-asset.ts';
import { receiveAsset } from '../../ingest/receive-asset.ts';

export const upload = route('upload', async ({ context, caller, request, reply }) => {
  if (!/^multipart\/form-data\b/i.test(request.headers['content-type'] ?? ''))
    throw new ServerError('unsupported-media-type', 'Uploads are multipart/form-data.');
  const kept = await receiveAsset(context, caller.user, request.raw, () => {
    if (request.headers.expect !== undefined) reply.raw.writeContinue();
  });
  reply.code(kept.kind === 'created' ? 201 : 200);
  return uploadAnswer(kept);
});

function uploadAnswer(kept: KeptAsset): UploadAnswer {
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
