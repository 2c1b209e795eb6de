import type { Database } from '../database/open-database.ts';
import type { Visibility } from '../database/schema.ts';
import type { DeviceId } from './asset-description.ts';
import type { Kept } from './find-kept.ts';

// A motion part is hidden, and goes where its photo goes. The same video may also have been sent by itself: then it is
// an asset of its own, can be seen, and outlives the photo. Whoever sent it relies on that.

/** Lets a motion part be seen from now on, because its owner sent it by itself, and not as a part. */
export async function showOwnVideo(db: Database, now: Date, kept: Kept, wanted: Visibility): Promise<void> {
  if (kept.kind !== 'video' || !kept.isHidden || wanted === 'hidden') return;
  await db
    .updateTable('assets')
    .set({ visibility: wanted, updated_at: now.toISOString() })
    .where('id', '=', kept.id)
    .execute();
}

/**
 * Whether a video that is named as a motion part was sent for itself before. Clients of Immich send a motion part first,
 * under the name of the photo that follows; so it is its own when a device knows it by another name.
 */
export async function isKnownByOtherName(
  db: Database,
  assetId: string,
  device: DeviceId | undefined,
): Promise<boolean> {
  const names = await db
    .selectFrom('device_assets')
    .select(['device_id', 'device_asset_id'])
    .where('asset_id', '=', assetId)
    .limit(2)
    .execute();
  return names.some(
    (name) => name.device_id !== device?.deviceId || name.device_asset_id !== device.deviceAssetId,
  );
}
