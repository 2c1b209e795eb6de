import { checksumToBase64, motionChecksumToBase64 } from '../../assets/checksum-base64.ts';
import { findDeviceAssets } from '../../assets/exist.ts';
import { route } from '../../http/route.ts';

export const exist = route('exist', async ({ context, caller, body }) => {
  const found = await findDeviceAssets(context, caller.user.id, body.deviceId, body.deviceAssetIds);
  return {
    existingIds: found.map(({ deviceAssetId }) => deviceAssetId),
    existing: found.map(({ motionChecksum, ...known }) => ({
      ...known,
      checksum: checksumToBase64(known.checksum),
      livePhotoVideoChecksum: motionChecksumToBase64(motionChecksum),
    })),
  };
});
