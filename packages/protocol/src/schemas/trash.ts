import * as z from 'zod';
import { assetAnswer } from './assets.ts';
import { id, MAX_PER_REQUEST, timestamp } from './primitives.ts';

/** One transaction decides about all of them. */
const ids = z.array(id).max(MAX_PER_REQUEST);

/** DELETE /assets: to the trash, or with `force` for good. */
export const deleteAssetsBody = z.object({ ids, force: z.boolean().optional() });

export const restoreAssetsBody = z.object({ ids });

/** How many assets were restored, or are gone; a Live Photo is one. */
export const trashCountAnswer = z.object({ count: z.number().int() });

export const listTrashQuery = z.object({
  limit: z.coerce.number().int().min(1).max(1000).default(250),
  /** `nextCursor` of the page before. */
  cursor: z
    .string()
    .regex(/^[0-9TZ:.-]{24}_[0-9a-f-]{36}$/)
    .optional(),
});

/** The newest in the trash first. */
export const listTrashAnswer = z.object({
  items: z.array(assetAnswer.extend({ trashedAt: timestamp })),
  /** null: this was the last page. */
  nextCursor: z.string().nullable(),
});
