import { checksumToHex } from '@keepsake/protocol';
import { checksumToBase64, motionChecksumToBase64 } from '../../assets/checksum-base64.ts';
import { findByChecksums } from '../../assets/find-by-checksums.ts';
import { route } from '../../http/route.ts';

export const bulkCheck = route('bulkCheck', async ({ context, caller, body }) => {
  const asked = body.assets.map(({ id, checksum }) => ({ id, checksum: checksumToHex(checksum) }));
  const found = await findByChecksums(
    context,
    caller.user.id,
    asked.map(({ checksum }) => checksum),
  );
  const results = asked.map(({ id, checksum }) => {
    const known = found.get(checksum);
    if (known === undefined || known.isDoubted) return { id, action: 'accept' as const };
    // A client that asks for a file of its own must send it, so that it stays when the photo goes that it is a part of.
    if (known.isMotionPart)
      return {
        id,
        action: 'accept' as const,
        assetId: known.id,
        isTrashed: known.isTrashed,
        isMotionPart: true,
      };
    return {
      id,
      action: 'reject' as const,
      reason: 'duplicate' as const,
      assetId: known.id,
      isTrashed: known.isTrashed,
      livePhotoVideoChecksum: motionChecksumToBase64(known.motionChecksum),
      livePhotoVideoChecksums: known.motionChecksums?.map(checksumToBase64),
    };
  });
  return { results };
});
