import type { AlbumId, DeviceAlbum } from '@keepsake/engine';
import { PRESENCE, SETTLEMENTS, STANDINGS } from '../codes.ts';
import type { SqlDriver } from '../sql-driver.ts';
import type { AlbumReport } from './report-types.ts';

type AlbumKind = DeviceAlbum['kind'];

/** Albums with candidates that are there, the largest first; where no other has any, that of everything. */
export async function readAlbumUse(driver: SqlDriver): Promise<readonly AlbumReport[]> {
  const albums = await readUseOf(driver, 'ordinary');
  return albums.length > 0 ? albums : readUseOf(driver, 'everything');
}

function readUseOf(driver: SqlDriver, kind: AlbumKind): Promise<readonly AlbumReport[]> {
  const backedUp = `a.settlement = ${SETTLEMENTS.toCode['backed-up']}`;
  return driver.all<{ albumId: AlbumId } & Omit<AlbumReport, 'albumId'>>(
    `SELECT b.id AS albumId, b.name, COUNT(*) AS candidateCount, SUM(${backedUp}) AS backedUpCount,
       SUM(CASE WHEN ${backedUp} THEN a.size_bytes ELSE 0 END) AS backedUpBytes
     FROM albums b
     CROSS JOIN memberships m ON m.album = b.album
     CROSS JOIN assets a ON a.asset = m.asset
     WHERE b.is_listed = 1 AND b.kind = '${kind}'
       AND a.presence = ${PRESENCE.inLibrary} AND a.standing = ${STANDINGS.toCode.candidate}
       AND a.settlement <> ${SETTLEMENTS.toCode['deleted-on-server']}
     GROUP BY b.album ORDER BY candidateCount DESC, b.name, b.id`,
    {},
  );
}
