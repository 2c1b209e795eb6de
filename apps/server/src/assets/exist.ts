import { valuesOf } from '../database/values-of.ts';
import type { IsThereDeps } from '../ingest/is-original-there.ts';
import { isDoubted } from '../proof/is-doubted.ts';
import { findOnDisk } from './on-disk.ts';

/** What stands behind an id that a device gave. */
export interface KnownDeviceAsset {
  readonly deviceAssetId: string;
  readonly assetId: string;
  readonly checksum: string;
  readonly isTrashed: boolean;
  /** Of the motion part that is linked to it; null: there is none. */
  readonly motionChecksum: string | null;
}

/**
 * Which of these ids this device of this user has uploaded: each once, in the order asked. What was found missing or
 * damaged since then, or is not on the disk now, does not exist: the device is to send it again.
 */
export async function findDeviceAssets(
  deps: IsThereDeps,
  ownerId: string,
  deviceId: string,
  deviceAssetIds: readonly string[],
): Promise<readonly KnownDeviceAsset[]> {
  const rows = await deps.db
    .selectFrom('device_assets')
    .innerJoin('assets', 'assets.id', 'device_assets.asset_id')
    .leftJoin('assets as motion', 'motion.id', 'assets.live_photo_video_id')
    .select(['device_assets.device_asset_id', 'assets.id', 'assets.checksum', 'assets.trashed_at'])
    .select('motion.checksum as motionChecksum')
    .select(['assets.path', 'assets.size_bytes as sizeBytes'])
    .select(['motion.path as motionPath', 'motion.size_bytes as motionSizeBytes'])
    .where('device_assets.owner_id', '=', ownerId)
    .where('device_assets.device_id', '=', deviceId)
    .where('device_assets.device_asset_id', 'in', valuesOf(deviceAssetIds))
    .where((eb) => isDoubted(eb.ref('assets.id'), eb.ref('motion.id')), '=', 0)
    .execute();
  const byId = new Map([...(await findOnDisk(deps, rows))].map((row) => [row.device_asset_id, row]));
  return [...new Set(deviceAssetIds)].flatMap((deviceAssetId) => {
    const row = byId.get(deviceAssetId);
    if (row === undefined) return [];
    const { id: assetId, checksum, motionChecksum } = row;
    return [{ deviceAssetId, assetId, checksum, isTrashed: row.trashed_at !== null, motionChecksum }];
  });
}
