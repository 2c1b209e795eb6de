import * as z from 'zod';
import { id, MAX_PER_REQUEST } from './primitives.ts';

const GIB = 1024 ** 3;

/** What is to be downloaded: one of the three. */
export const downloadInfoBody = z.object({
  assetIds: z.array(id).max(MAX_PER_REQUEST).optional(),
  albumId: id.optional(),
  userId: id.optional(),
  /** No archive gets larger, but for one whose only asset is. */
  archiveSize: z
    .number()
    .int()
    .positive()
    .default(4 * GIB),
});

/** How to cut a download into archives; both parts of a Live Photo are in the same one. Sizes in bytes. */
export const downloadInfoAnswer = z.object({
  totalSize: z.number().int(),
  archives: z.array(z.object({ size: z.number().int(), assetIds: z.array(id) })),
});

export const downloadArchiveBody = z.object({
  assetIds: z.array(id).max(MAX_PER_REQUEST),
  /** The file's name, without `.zip`. */
  archiveName: z.string().max(1000).optional(),
});
