import type { AlbumId, AssetId } from '@keepsake/engine';
import { KINDS, PRESENCE } from '../codes.ts';
import type { SqlDriver } from '../sql-driver.ts';

/** The newest photos of an album that are on the device. */
export async function findNewestPictures(
  driver: SqlDriver,
  albumId: AlbumId,
  limit: number,
): Promise<readonly AssetId[]> {
  const rows = await driver.all<{ id: AssetId }>(
    `SELECT a.id FROM albums b
     CROSS JOIN memberships m ON m.album = b.album
     CROSS JOIN assets a ON a.asset = m.asset
     WHERE b.id = $album AND b.is_listed = 1
       AND a.presence = ${PRESENCE.inLibrary} AND a.kind = ${KINDS.toCode.image} AND a.is_in_cloud = 0
     ORDER BY a.newest_key, a.id LIMIT $limit`,
    { $album: albumId, $limit: limit },
  );
  return rows.map(({ id }) => id);
}
