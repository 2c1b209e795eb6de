import type { SqlDriver } from '../sql-driver.ts';
import { noteScan, writeValue } from '../state.ts';
import type { Fact } from './batches.ts';
import { leaveAlbums } from './leave-albums.ts';
import { areMarksComplete, forgetMarks, readScannedAlbum } from './scan-marks.ts';

/**
 * Ends an album's enumeration: what its scan did not see is a member no longer.
 *
 * An enumeration that is not newer than the last complete one, or of which not every page was seen here, proves
 * nothing: the album keeps its old marker and is enumerated again.
 */
export async function enumerateAlbum(
  driver: SqlDriver,
  { albumId, scanId, marker, atMs }: Fact<'album-enumerated'>,
): Promise<void> {
  await noteScan(driver, scanId);
  const known = await readScannedAlbum(driver, albumId);
  if (scanId <= known.enumeratedScanId || !areMarksComplete(known, scanId)) return;
  const $album = known.album;
  // Marks of an older scan say nothing about this one.
  if (known.markedScanId !== scanId) await forgetMarks(driver, $album);
  await driver.run(
    `INSERT INTO leaving SELECT m.asset FROM memberships m
     WHERE m.album = $album
       AND NOT EXISTS (SELECT 1 FROM seen s WHERE s.album = m.album AND s.asset = m.asset)`,
    { $album },
  );
  await driver.run('DELETE FROM memberships WHERE album = $album AND asset IN (SELECT asset FROM leaving)', {
    $album,
  });
  await leaveAlbums(driver, atMs);
  await forgetMarks(driver, $album);
  await driver.run(
    `UPDATE albums SET enumerated_marker = $marker, enumerated_scan_id = $scan, enumerated_at_ms = $at
     WHERE album = $album`,
    { $album, $marker: marker, $scan: scanId, $at: atMs },
  );
  await writeValue(driver, 'lastEnumeratedAtMs', atMs);
}
