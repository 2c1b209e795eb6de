import type { AssetCursor, AssetQuery } from '@keepsake/engine';
import { FINDINGS, KINDS, SETTLEMENTS, STANDINGS, WAYS } from '../codes.ts';
import { newestKeyOf } from '../listing.ts';
import type { SqlDriver, SqlParameters } from '../sql-driver.ts';
import { ASSET_COLUMNS, type AssetRow } from './asset-row.ts';

/** Candidates of one kind whose turn it may be, newest first. */
export async function readReady(
  driver: SqlDriver,
  { nowMs, assetKind, after, limit }: AssetQuery & { kind: 'ready' },
): Promise<readonly AssetRow[]> {
  const { candidate } = STANDINGS.toCode;
  const kind = KINDS.toCode[assetKind];
  const stretches = [SETTLEMENTS.toCode.pending, SETTLEMENTS.toCode.retrying].map(
    (settlement) =>
      `standing = ${candidate} AND settlement = ${settlement} AND kind = ${kind} AND due_at_ms <= $now`,
  );
  return readPage(driver, stretches, after, limit, { $now: nowMs });
}

/** Assets of one standing and settlement or of any, newest first; of an album, of some kinds, or backed up in one way, where they are given. */
export async function readListed(
  driver: SqlDriver,
  query: AssetQuery & { kind: 'listed' },
): Promise<readonly AssetRow[]> {
  const { standing, settlement, albumId, assetKinds, how, after, limit } = query;
  const standings = standing === undefined ? STANDINGS.all : [STANDINGS.toCode[standing]];
  const settlements = settlementsOf(settlement, how);
  const kinds = assetKinds?.map((kind) => KINDS.toCode[kind]) ?? KINDS.all;
  // Looked up for each asset in its turn, as its album is.
  const only = `${albumId === undefined ? '' : IN_ALBUM}${how === undefined ? '' : ` AND how = ${WAYS.toCode[how]}`}`;
  const parameters = albumId === undefined ? {} : { $albumId: albumId };
  if (query.isDamaged === true) {
    const where = `standing IN (${standings.join()}) AND settlement IN (${settlements.join()}) AND kind IN (${kinds.join()})${only}`;
    return readPage(driver, [where], after, limit, parameters, DAMAGED);
  }
  const stretches = standings.flatMap((s) =>
    settlements.flatMap((t) =>
      kinds.map((kind) => `standing = ${s} AND settlement = ${t} AND kind = ${kind}${only}`),
    ),
  );
  if (stretches.length === 0) return [];
  return readPage(driver, stretches, after, limit, parameters);
}

function settlementsOf(
  settlement: (AssetQuery & { kind: 'listed' })['settlement'],
  how: (AssetQuery & { kind: 'listed' })['how'],
): readonly number[] {
  // Nothing else came to be backed up.
  if (how !== undefined && settlement === undefined) return [SETTLEMENTS.toCode['backed-up']];
  return settlement === undefined ? SETTLEMENTS.all : [SETTLEMENTS.toCode[settlement]];
}

/** Looked up for each asset in its turn, so that the order of the index stays, and the limit ends it. */
const IN_ALBUM = ` AND EXISTS (SELECT 1 FROM memberships m
  WHERE m.album = (SELECT album FROM albums WHERE id = $albumId) AND m.asset = assets.asset)`;

/** Where a page is read from. */
const QUEUE = 'INDEXED BY assets_queue WHERE presence > 0';
/** The few that were found damaged: what is asked of them beside it is looked up, and they are sorted. */
const DAMAGED = `INDEXED BY assets_found
  WHERE found IS NOT NULL AND found = ${FINDINGS.toCode.damaged} AND mended_at_ms IS NULL AND presence > 0`;

/**
 * The first assets of all stretches together, newest first. A stretch is what the index `assets_queue` holds of one
 * standing, settlement and kind. Each is read from the index at the cursor's place and no further than
 * the limit, so a page costs the same at any depth.
 */
async function readPage(
  driver: SqlDriver,
  stretches: readonly string[],
  after: AssetCursor | undefined,
  limit: number,
  parameters: SqlParameters,
  from = QUEUE,
): Promise<readonly AssetRow[]> {
  const parts = stretches.map(
    (where) => `SELECT * FROM (
      SELECT asset, newest_key, id FROM assets ${from} AND ${where} ${after === undefined ? '' : 'AND (newest_key, id) > ($newest, $id)'}
      ORDER BY newest_key, id LIMIT $limit)`,
  );
  return driver.all<AssetRow>(
    `SELECT ${ASSET_COLUMNS}
     FROM (SELECT * FROM (${parts.join(' UNION ALL ')}) ORDER BY newest_key, id LIMIT $limit) q
     CROSS JOIN assets a ON a.asset = q.asset
     ORDER BY q.newest_key, q.id`,
    {
      ...parameters,
      $limit: limit,
      ...(after === undefined ? {} : { $newest: newestKeyOf(after.createdAtMs), $id: after.id }),
    },
  );
}
