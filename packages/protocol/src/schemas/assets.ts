import * as z from 'zod';
import { checksum, deviceGivenId, id, MAX_PER_REQUEST, timestamp } from './primitives.ts';

/** `0:00:12.345000`, `12:34.5`, or whole milliseconds. */
const duration = z
  .string()
  .regex(/^(\d{1,4}:)?\d{1,2}:\d{2}(\.\d{1,6})?$|^\d{1,12}$/, 'expected h:mm:ss.ffffff or milliseconds');

/**
 * The text fields of POST /assets, as they arrive in multipart/form-data.
 * Device ids are optional: clients of Immich 3 no longer send them.
 */
export const uploadFields = z.object({
  deviceAssetId: deviceGivenId.optional(),
  deviceId: deviceGivenId.optional(),
  fileCreatedAt: timestamp,
  fileModifiedAt: timestamp,
  isFavorite: z.enum(['true', 'false']).default('false'),
  duration: duration.or(z.literal('')).optional(),
  filename: z.string().max(4096).optional(),
  visibility: z.enum(['archive', 'timeline', 'hidden', 'locked']).optional(),
  livePhotoVideoId: id.optional(),
  /** Counted by no quota, so it is short. */
  metadata: z.string().max(65_536).optional(),
  fileSize: z.string().max(32).optional(),
});
export type UploadFields = z.infer<typeof uploadFields>;

/** 201 with status `created`, or 200 with status `duplicate`. */
export const uploadAnswer = z.object({
  id,
  status: z.enum(['created', 'duplicate']),
  deviceAssetId: z.string().nullish(),
  deviceId: z.string().nullish(),
  /** SHA-1 of what the server keeps, base64. Beyond Immich; a client compares it with what it sent. */
  checksum: checksum.optional(),
  /** The Live Photo's motion part, where there is one: its id and its SHA-1 in base64. */
  livePhotoVideoId: id.nullish(),
  livePhotoVideoChecksum: checksum.nullish(),
});
export type UploadAnswer = z.infer<typeof uploadAnswer>;

/** SHA-1 of the motion part that is linked to an asset; null: it has none; absent: the server does not tell. */
const motionChecksum = checksum.nullish();

export const existBody = z.object({
  deviceAssetIds: z.array(deviceGivenId).max(MAX_PER_REQUEST),
  deviceId: deviceGivenId,
});

export const existAnswer = z.object({
  existingIds: z.array(z.string()),
  /** Beyond Immich (features.keepsake.existDetails): what stands behind each existing id, in the same order. */
  existing: z
    .array(
      z.object({
        deviceAssetId: z.string(),
        assetId: id,
        checksum,
        isTrashed: z.boolean(),
        livePhotoVideoChecksum: motionChecksum,
      }),
    )
    .optional(),
});

export const bulkCheckBody = z.object({
  assets: z.array(z.object({ id: z.string().max(8192), checksum })).max(MAX_PER_REQUEST),
});

export const bulkCheckAnswer = z.object({
  results: z.array(
    z.object({
      id: z.string(),
      action: z.enum(['accept', 'reject']),
      reason: z.enum(['duplicate', 'unsupported-format']).optional(),
      assetId: id.optional(),
      isTrashed: z.boolean().optional(),
      /** Beyond Immich: kept, but only as the motion part `assetId` of a Live Photo; sent by itself it is kept for itself. */
      isMotionPart: z.boolean().optional(),
      /** Beyond Immich, beside `assetId`. */
      livePhotoVideoChecksum: motionChecksum,
      /** Beyond Immich: of all motion parts that came with it, where there are several; the shown one's is the first. */
      livePhotoVideoChecksums: z.array(checksum).optional(),
    }),
  ),
});

/** `evenIfDamaged`: what is known not to be the bytes that were uploaded is sent all the same, whole and without an ETag. */
export const readOriginalQuery = z.object({ evenIfDamaged: z.enum(['true', 'false']).optional() });

/** What lies in the trash is counted apart. */
export const statisticsQuery = z.object({ isTrashed: z.enum(['true', 'false']).optional() });

export const statisticsAnswer = z.object({
  images: z.number().int(),
  videos: z.number().int(),
  total: z.number().int(),
});

export const assetAnswer = z.object({
  id,
  type: z.enum(['IMAGE', 'VIDEO']),
  ownerId: id,
  deviceAssetId: z.string(),
  deviceId: z.string(),
  originalFileName: z.string(),
  originalPath: z.string(),
  originalMimeType: z.string(),
  /** SHA-1, base64. */
  checksum: z.string(),
  fileCreatedAt: timestamp,
  fileModifiedAt: timestamp,
  localDateTime: timestamp,
  createdAt: timestamp,
  updatedAt: timestamp,
  duration: z.string(),
  isFavorite: z.boolean(),
  isArchived: z.boolean(),
  isTrashed: z.boolean(),
  /** Its original is known to be missing or damaged. */
  isOffline: z.boolean(),
  hasMetadata: z.boolean(),
  visibility: z.enum(['archive', 'timeline', 'hidden', 'locked']),
  livePhotoVideoId: id.nullable(),
  /** Beyond Immich, of GET /assets/:id: all motion parts that came with it, where there are several; the shown one is the first. */
  livePhotoVideoIds: z.array(id).optional(),
  thumbhash: z.null(),
  /** In pixels; null: not known. */
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
  isEdited: z.boolean(),
  exifInfo: z.object({ fileSizeInByte: z.number().int() }),
});
