import * as z from 'zod';
import { checksum, id } from './primitives.ts';

// What a client reads of the answers of any server that speaks Immich's API, ours and every version of Immich: no more
// than is in all of them.

/** GET /users/me. Immich has no use to tell of somebody who has nothing yet. */
export const anyAccount = z.object({
  id,
  name: z.string(),
  quotaSizeInBytes: z.number().int().nullable(),
  quotaUsageInBytes: z.number().int().nullable(),
  /** Somebody else chose the password. */
  shouldChangePassword: z.boolean().optional(),
});

/** GET /assets/:id. */
export const anyAsset = z.object({
  id,
  originalFileName: z.string(),
  checksum,
  /** Moments in ISO 8601, as a rule: a server hands on what cameras wrote, the year 20245 and the month 0. */
  fileCreatedAt: z.string().nullish(),
  fileModifiedAt: z.string().nullish(),
  isTrashed: z.boolean(),
  /** Older versions do not have it. */
  visibility: z.string().optional(),
  livePhotoVideoId: id.nullish(),
  exifInfo: z.object({ fileSizeInByte: z.number().nullish() }).nullish().catch(undefined),
  /** Of Keepsake, where a still has several. */
  livePhotoVideoIds: z.array(id).optional(),
});
export type AnyAsset = z.infer<typeof anyAsset>;

/** GET /albums, one of them. */
export const anyAlbum = z.object({ id, albumName: z.string() });

/** PUT /albums/:id/assets: one for each id, in order. */
export const anyAdditions = z.array(
  z.object({ id: z.string(), success: z.boolean(), error: z.string().nullish() }),
);
