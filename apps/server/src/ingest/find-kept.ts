import type { Database } from '../database/open-database.ts';
import type { DeviceId } from './asset-description.ts';

/** Where an original is kept, and how large it is. */
export interface KeptOriginal {
  readonly path: string;
  readonly sizeBytes: number;
  /** The asset's id when it was found missing or damaged, so that its size alone proves nothing; null: it was not. */
  readonly doubtedId: string | null;
}

/** A kept asset with the motion part that belongs to it. */
export interface Kept extends KeptOriginal {
  readonly id: string;
  readonly checksum: string;
  readonly kind: 'image' | 'video';
  readonly isTrashed: boolean;
  /** A motion part that is seen through its still alone, or what its owner wants hidden. */
  readonly isHidden: boolean;
  readonly motion: (KeptOriginal & { readonly assetId: string; readonly checksum: string }) | undefined;
}

/** This owner's asset with this checksum, or undefined. */
export async function findKept(db: Database, ownerId: string, checksum: string): Promise<Kept | undefined> {
  const row = await db
    .selectFrom('assets')
    .leftJoin('assets as motion', 'motion.id', 'assets.live_photo_video_id')
    .select([
      'assets.id',
      'assets.checksum',
      'assets.kind',
      'assets.path',
      'assets.size_bytes',
      'assets.trashed_at',
      'assets.visibility',
    ])
    .select(['motion.id as motion_id', 'motion.checksum as motion_checksum'])
    .select(['motion.path as motion_path', 'motion.size_bytes as motion_size_bytes'])
    .leftJoin('findings', (join) =>
      join.onRef('findings.asset_id', '=', 'assets.id').on('findings.resolved_at', 'is', null),
    )
    .leftJoin('findings as of_motion', (join) =>
      join.onRef('of_motion.asset_id', '=', 'motion.id').on('of_motion.resolved_at', 'is', null),
    )
    .select(['findings.asset_id as doubted_id', 'of_motion.asset_id as doubted_motion_id'])
    .where('assets.owner_id', '=', ownerId)
    .where('assets.checksum', '=', checksum)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { id, kind, motion_id: motionId, motion_checksum: motionChecksum } = row;
  const { path, size_bytes: sizeBytes, motion_path: motionPath, motion_size_bytes: motionSizeBytes } = row;
  const motion =
    motionId === null || motionChecksum === null || motionPath === null || motionSizeBytes === null
      ? undefined
      : {
          assetId: motionId,
          checksum: motionChecksum,
          path: motionPath,
          sizeBytes: motionSizeBytes,
          doubtedId: row.doubted_motion_id,
        };
  const isTrashed = row.trashed_at !== null;
  const isHidden = row.visibility === 'hidden';
  const state = { isTrashed, isHidden, doubtedId: row.doubted_id };
  return { id, checksum: row.checksum, kind, path, sizeBytes, ...state, motion };
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
