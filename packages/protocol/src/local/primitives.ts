import * as z from 'zod';
import { MAX_PER_REQUEST } from '../schemas/primitives.ts';

/** A device's own name for an asset or album, opaque. On a computer most are paths. */
export const localId = z
  .string()
  .min(1)
  .max(8192)
  .refine((text) => !text.includes('\0'), 'must not contain NUL');

/** A moment (ms since the epoch), a duration or a size; whole or not, as the device tells it. */
export const amount = z.number();

/** So many assets; whole. */
export const count = z.number().int().min(0);

/** Ids of what a call is about. */
export const ids = z.array(localId).max(MAX_PER_REQUEST).readonly();

/** How many a page may have. */
export const limit = z.number().int().min(1).max(5_000);

/** A list as an answer has it. */
export const listOf = <Item extends z.ZodType>(item: Item) => z.array(item).readonly();

/** What a call without a question or an answer carries. */
export const nothing = z.object({});
