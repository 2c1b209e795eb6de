import type { Database } from '../database/open-database.ts';
import type { DeviceId } from './asset-description.ts';

/** A kept asset with the motion part that belongs to it. */
export interface Kept {
  readonly id: string;
  readonly checksum: string;
  readonly kind: 'image' | 'video';
  readonly motion: { readonly assetId: string; readonly checksum: string } | undefined;
}

/** This owner's asset with this checksum, or undefined. */
export async function findKept(db: Database, ownerId: string, checksum: string): Promise<Kept | undefined> {
  const row = await db
    .selectFrom('assets')
    .leftJoin('assets as motion', 'motion.id', 'assets.live_photo_video_id')
    .select(['assets.id', 'assets.checksum', 'assets.kind'])
    .select(['motion.id as motion_id', 'motion.checksum as motion_checksum'])
    .where('assets.owner_id', '=', ownerId)
    .where('assets.checksum', '=', checksum)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { id, kind, motion_id: motionId, motion_checksum: motionChecksum } = row;
  const motion =
    motionId === null || motionChecksum === null
      ? undefined
      : { assetId: motionId, checksum: motionChecksum };
  return { id, checksum: row.checksum, kind, motion };
}

/** Remembers under which id a device knows an asset. The newest upload of an id wins. */
export async function recordDevice(
  db: Database,
  now: Date,
  ownerId: string,
  device: DeviceId,
  assetId: string,
): Promise<void> {
  const recordedAt = now.toISOString();
  await db
    .insertInto('device_assets')
    .values({
      owner_id: ownerId,
      device_id: device.deviceId,
      device_asset_id: device.deviceAssetId,
      asset_id: assetId,
      recorded_at: recordedAt,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['owner_id', 'device_id', 'device_asset_id'])
        .doUpdateSet({ asset_id: assetId, recorded_at: recordedAt }),
    )
    .execute();
}
