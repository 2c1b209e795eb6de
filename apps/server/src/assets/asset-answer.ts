import { mediaTypeOf } from '@keepsake/protocol';
import type { Database } from '../database/open-database.ts';
import type { AssetRow } from '../database/schema.ts';
import { unsearched } from '../database/unsearched.ts';
import type { Answer } from '../http/route.ts';
import { isDoubted } from '../proof/is-doubted.ts';
import { checksumToBase64 } from './checksum-base64.ts';

/** An asset as the API shows one. */
export type AssetBody = Answer<'readAsset'>;

type AnsweredRow = Omit<AssetRow, 'path_key' | 'sidecar_path' | 'metadata'> & {
  readonly device_id: string | null;
  readonly device_asset_id: string | null;
  readonly is_doubted: number;
};

/** The assets of one owner with what {@link assetAnswer} needs; the caller narrows it further. */
export function selectAnswered(db: Database, ownerId: string) {
  return db
    .selectFrom('assets')
    .leftJoin('device_assets', (join) =>
      join.onRef('device_assets.asset_id', '=', 'assets.id').on('device_assets.recorded_at', '=', (eb) =>
        // An asset may be known under several ids; the one that was recorded last is shown.
        eb
          .selectFrom('device_assets as latest')
          .select((latest) => latest.fn.max('latest.recorded_at').as('at'))
          .whereRef('latest.asset_id', '=', 'assets.id'),
      ),
    )
    .selectAll('assets')
    .select(['device_assets.device_id', 'device_assets.device_asset_id'])
    .select((eb) => isDoubted(eb.ref('assets.id'), eb.val(null)).as('is_doubted'))
    .where(unsearched('assets.owner_id'), '=', ownerId);
}

/** Brings a row to the form of the API. */
export function assetAnswer(row: AnsweredRow): AssetBody {
  return {
    id: row.id,
    type: row.kind === 'image' ? 'IMAGE' : 'VIDEO',
    ownerId: row.owner_id,
    deviceAssetId: row.device_asset_id ?? '',
    deviceId: row.device_id ?? '',
    originalFileName: row.file_name,
    originalPath: row.path,
    originalMimeType: mediaTypeOf(row.file_name)?.mimeType ?? 'application/octet-stream',
    checksum: checksumToBase64(row.checksum),
    fileCreatedAt: row.file_created_at,
    fileModifiedAt: row.file_modified_at,
    localDateTime: row.local_date_time,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    duration: row.duration ?? '0:00:00.00000',
    isFavorite: row.is_favorite === 1,
    isArchived: row.visibility === 'archive',
    isTrashed: row.trashed_at !== null,
    isOffline: row.is_doubted === 1,
    hasMetadata: true,
    visibility: row.visibility,
    livePhotoVideoId: row.live_photo_video_id,
    thumbhash: null,
    width: null,
    height: null,
    isEdited: false,
    exifInfo: { fileSizeInByte: row.size_bytes },
  };
}
