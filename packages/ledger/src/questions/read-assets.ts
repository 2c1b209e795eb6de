import type { AlbumId, AssetId, AssetQuery, AssetRecord } from '@keepsake/engine';
import { PRESENCE } from '../codes.ts';
import type { SqlDriver } from '../sql-driver.ts';
import { ASSET_COLUMNS, recordOf, type AssetRow } from './asset-row.ts';
import { readListed, readReady } from './queue-page.ts';

/** Answers a question about assets: one statement for their rows, one for all their albums. */
export async function readAssets(driver: SqlDriver, query: AssetQuery): Promise<readonly AssetRecord[]> {
  const rows = await readRows(driver, query);
  if (rows.length === 0) return [];
  const albumIds = await readAlbumIds(driver, rows);
  return rows.map((row) => recordOf(row, albumIds.get(row.asset) ?? []));
}

function readRows(driver: SqlDriver, query: AssetQuery): Promise<readonly AssetRow[]> {
  switch (query.kind) {
    case 'by-id':
      return driver.all<AssetRow>(
        `SELECT ${ASSET_COLUMNS} FROM assets a WHERE a.id IN (SELECT value FROM json_each($ids))`,
        { $ids: JSON.stringify(query.ids) },
      );
    case 'unplanned':
      return driver.all<AssetRow>(
        `SELECT ${ASSET_COLUMNS} FROM assets a
         WHERE a.is_planned = 0 AND a.presence = ${PRESENCE.inLibrary} LIMIT $limit`,
        { $limit: query.limit },
      );
    case 'unasked':
      return readById(
        driver,
        'assets_unasked',
        'a.standing = 0 AND a.settlement = 0 AND a.was_asked = 0 AND a.original_checksum IS NULL',
        query,
      );
    case 'unsynced':
      return readById(
        driver,
        'assets_unsynced',
        `a.standing = 0 AND a.settlement = 1 AND a.is_synced = 0 AND a.remote_id IS NOT NULL
         AND a.presence = ${PRESENCE.inLibrary}`,
        query,
      );
    case 'backed-up':
      return readById(driver, 'assets_backed_up', 'a.settlement = 1', query);
    case 'unverified':
      return driver.all<AssetRow>(
        `SELECT * FROM (
           SELECT ${ASSET_COLUMNS} FROM assets a INDEXED BY assets_unverified
           WHERE a.settlement = 1 AND a.verified_at_ms < $before ORDER BY a.verified_at_ms LIMIT $limit
         ) UNION ALL SELECT * FROM (
           SELECT ${ASSET_COLUMNS} FROM assets a INDEXED BY assets_unverified
           WHERE a.settlement = 1 AND a.verified_at_ms > $now ORDER BY a.verified_at_ms LIMIT $limit
         ) LIMIT $limit`,
        { $before: query.beforeMs, $now: query.nowMs, $limit: query.limit },
      );
    case 'latest':
      return driver.all<AssetRow>(
        `SELECT ${ASSET_COLUMNS} FROM assets a INDEXED BY assets_latest
         WHERE a.settlement = 1 AND a.settled_at_ms <= $until AND (a.settled_at_ms < $until OR a.id > $after)
         ORDER BY a.settled_at_ms DESC, a.id LIMIT $limit`,
        { $until: query.after?.atMs ?? query.nowMs, $after: query.after?.id ?? '', $limit: query.limit },
      );
    case 'ready':
      return readReady(driver, query);
    case 'listed':
      return readListed(driver, query);
  }
}

/** A page in the order of ids, from the partial index with this condition; left to choose, SQLite may take a longer one. */
function readById(
  driver: SqlDriver,
  index: string,
  where: string,
  { afterId, limit }: { readonly afterId: AssetId | undefined; readonly limit: number },
): Promise<readonly AssetRow[]> {
  const select = `SELECT ${ASSET_COLUMNS} FROM assets a INDEXED BY ${index} WHERE ${where}`;
  return afterId === undefined
    ? driver.all(`${select} ORDER BY a.id LIMIT $limit`, { $limit: limit })
    : driver.all(`${select} AND a.id > $after ORDER BY a.id LIMIT $limit`, {
        $after: afterId,
        $limit: limit,
      });
}

async function readAlbumIds(
  driver: SqlDriver,
  rows: readonly AssetRow[],
): Promise<ReadonlyMap<number, readonly AlbumId[]>> {
  const memberships = await driver.all<{ asset: number; id: AlbumId }>(
    `SELECT m.asset, b.id FROM json_each($assets) p
     CROSS JOIN memberships m ON m.asset = p.value
     CROSS JOIN albums b ON b.album = m.album`,
    { $assets: JSON.stringify(rows.map(({ asset }) => asset)) },
  );
  const albumIds = new Map<number, AlbumId[]>();
  for (const { asset, id } of memberships) {
    const known = albumIds.get(asset);
    if (known === undefined) albumIds.set(asset, [id]);
    else known.push(id);
  }
  return albumIds;
}
