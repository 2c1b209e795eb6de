import * as z from 'zod';
import { MAX_PER_REQUEST } from '../schemas/primitives.ts';
import { amount, count, localId } from './primitives.ts';

const albumChoice = z.enum(['none', 'selected', 'excluded']);

/** An album as the ledger remembers it. */
export const albumRecord = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['everything', 'ordinary']),
  parentId: z.string().optional(),
  marker: z.string(),
  assetCount: count,
  choice: albumChoice,
  enumeratedMarker: z.string().optional(),
  enumeratedAtMs: amount.optional(),
  backedUpAtMs: amount.optional(),
});

/** A map from albums to their choices: JSON has none, so its entries. */
export const albumChoices = z
  .array(z.tuple([localId, albumChoice]).readonly())
  .max(MAX_PER_REQUEST)
  .readonly();
