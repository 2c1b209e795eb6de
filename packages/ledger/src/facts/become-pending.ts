import { SETTLEMENTS } from '../codes.ts';

/** The part of an UPDATE of assets that takes every trace of a settlement away, and of its proof. */
export const BECOME_PENDING = `settlement = ${SETTLEMENTS.toCode.pending}, how = NULL, remote_id = NULL,
  settled_at_ms = NULL, failure_code = NULL, failure_detail = NULL, attempts = NULL, due_at_ms = 0,
  verified_at_ms = NULL, reread_at_ms = NULL`;

/** The part of an UPDATE of assets that forgets what was found of them. */
export const NOT_FOUND = `found = NULL, found_at_ms = NULL, mended_at_ms = NULL, undone_how = NULL, undone_at_ms = NULL,
  undone_reread_at_ms = NULL`;

/** Finds all assets of one settlement, of every standing, in the index `assets_queue`. */
export const allOf = (settlement: number): string => `asset IN (
  SELECT asset FROM assets WHERE standing IN (0, 1, 2, 3) AND settlement = ${settlement} AND presence > 0)`;

/** Finds those of one settlement among the ids in `$ids`. */
export const amongThese = (settlement: number): string =>
  `id IN (SELECT value FROM json_each($ids)) AND settlement = ${settlement}`;
