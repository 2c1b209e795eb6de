import * as z from 'zod';
import { id, MAX_PER_REQUEST, name, timestamp } from './primitives.ts';
import { assetAnswer } from './assets.ts';
import { userAnswer } from './auth.ts';

const assetIds = z.array(id).max(MAX_PER_REQUEST);

export const createAlbumBody = z.object({
  albumName: name,
  description: z.string().max(10_000).optional(),
  assetIds: assetIds.optional(),
});

export const updateAlbumBody = z.object({
  albumName: name.optional(),
  description: z.string().max(10_000).optional(),
});

/** PUT and DELETE /albums/:id/assets. */
export const albumAssetIdsBody = z.object({ ids: assetIds });

/** POST /albums/{albumName}/assets. */
export const albumByNameBody = z.object({ assetIds });

/** One entry for each requested id, in the order of the request. */
export const albumAssetResults = z.array(
  z.object({
    id: z.string(),
    success: z.boolean(),
    error: z.enum(['duplicate', 'not_found', 'no_permission']).optional(),
  }),
);

export const albumAnswer = z.object({
  id,
  albumName: z.string(),
  description: z.string(),
  ownerId: id,
  owner: userAnswer.pick({
    id: true,
    name: true,
    email: true,
    avatarColor: true,
    profileImagePath: true,
    profileChangedAt: true,
  }),
  albumUsers: z.array(z.unknown()),
  albumThumbnailAssetId: id.nullable(),
  assets: z.array(assetAnswer),
  assetCount: z.number().int(),
  shared: z.boolean(),
  hasSharedLink: z.boolean(),
  isActivityEnabled: z.boolean(),
  order: z.enum(['asc', 'desc']),
  createdAt: timestamp,
  updatedAt: timestamp,
  startDate: timestamp.optional(),
  endDate: timestamp.optional(),
  lastModifiedAssetTimestamp: timestamp.optional(),
});
export const albumsAnswer = z.array(albumAnswer);
