import { SETTLEMENTS } from '../codes.ts';

/** The part of an UPDATE of assets that takes every trace of a settlement away. */
export const BECOME_PENDING = `settlement = ${SETTLEMENTS.toCode.pending}, how = NULL, remote_id = NULL,
  settled_at_ms = NULL, failure_code = NULL, failure_detail = NULL, attempts = NULL, due_at_ms = 0`;
