import type { AssetCursor, AssetQuery } from '@keepsake/engine';
import { KINDS, SETTLEMENTS, STANDINGS } from '../codes.ts';
import { newestKeyOf } from '../listing.ts';
import type { SqlDriver, SqlParameters } from '../sql-driver.ts';
import { ASSET_COLUMNS, type AssetRow } from './asset-row.ts';

/** A stretch of the index `assets_queue`: what is equal in it, and in which order it is read. */
interface Stretch {
  readonly where: string;
  readonly order: 'newest_key, id' | 'kind, newest_key, id';
}

/** Candidates whose turn it may be, in queue order. */
export async function readReady(
  driver: SqlDriver,
  { nowMs, order, after, limit }: AssetQuery & { kind: 'ready' },
): Promise<readonly AssetRow[]> {
  const { candidate } = STANDINGS.toCode;
  const stretches = [SETTLEMENTS.toCode.pending, SETTLEMENTS.toCode.retrying].flatMap((settlement) => {
    const where = `standing = ${candidate} AND settlement = ${settlement} AND due_at_ms <= $now`;
    return order === 'newest-first' ? eachKind(where) : [{ where, order: 'kind, newest_key, id' as const }];
  });
  return readPage(driver, stretches, after, limit, { $now: nowMs });
}

/** Assets of one standing and settlement or of any, newest first. */
export async function readListed(
  driver: SqlDriver,
  { standing, settlement, after, limit }: AssetQuery & { kind: 'listed' },
): Promise<readonly AssetRow[]> {
  const standings = standing === undefined ? STANDINGS.all : [STANDINGS.toCode[standing]];
  const settlements = settlement === undefined ? SETTLEMENTS.all : [SETTLEMENTS.toCode[settlement]];
  const stretches = standings.flatMap((s) =>
    settlements.flatMap((t) => eachKind(`standing = ${s} AND settlement = ${t}`)),
  );
  return readPage(driver, stretches, after, limit, {});
}

function eachKind(where: string): readonly Stretch[] {
  return KINDS.all.map((kind) => ({ where: `${where} AND kind = ${kind}`, order: 'newest_key, id' }));
}

/**
 * The first assets of all stretches together. Each is read from the index at the cursor's place and no further than
 * the limit, so a page costs the same at any depth.
 */
async function readPage(
  driver: SqlDriver,
  stretches: readonly Stretch[],
  after: AssetCursor | undefined,
  limit: number,
  parameters: SqlParameters,
): Promise<readonly AssetRow[]> {
  const byKind = stretches[0]?.order === 'kind, newest_key, id';
  const order = byKind ? 'kind, newest_key, id' : 'newest_key, id';
  const from = byKind ? '($kind, $newest, $id)' : '($newest, $id)';
  const parts = stretches.map(
    ({ where }) => `SELECT * FROM (
      SELECT asset, kind, newest_key, id FROM assets INDEXED BY assets_queue
      WHERE presence > 0 AND ${where} ${after === undefined ? '' : `AND (${order}) > ${from}`}
      ORDER BY ${order} LIMIT $limit)`,
  );
  return driver.all<AssetRow>(
    `SELECT ${ASSET_COLUMNS}
     FROM (SELECT * FROM (${parts.join(' UNION ALL ')}) ORDER BY ${order} LIMIT $limit) q
     CROSS JOIN assets a ON a.asset = q.asset
     ORDER BY ${order.replaceAll(/\w+/g, 'q.$&')}`,
    { ...parameters, $limit: limit, ...cursorParameters(after, byKind) },
  );
}

function cursorParameters(after: AssetCursor | undefined, byKind: boolean): SqlParameters {
  if (after === undefined) return {};
  const place = { $newest: newestKeyOf(after.createdAtMs), $id: after.id };
  return byKind ? { ...place, $kind: KINDS.toCode[after.kind] } : place;
}
