import type { SqlDriver } from '../sql-driver.ts';
import { noteScan, writeValue } from '../state.ts';
import type { AssetSet } from './asset-set.ts';
import type { Fact } from './batches.ts';
import { leaveAlbums } from './leave-albums.ts';
import type { ScanMarks } from './scan-marks.ts';
import { areMarksComplete, readScannedAlbum } from './scanned-album.ts';

/** Members that are compared with the marks at once. */
const STRETCH = 20_000;

/**
 * Ends an album's enumeration: what its scan did not see is a member no longer.
 *
 * An enumeration that is not newer than the last complete one, or of which not every page was seen here, proves
 * nothing: the album keeps its old marker and is enumerated again.
 */
export async function enumerateAlbum(
  driver: SqlDriver,
  marks: ScanMarks,
  { albumId, scanId, marker, atMs }: Fact<'album-enumerated'>,
): Promise<void> {
  await noteScan(driver, scanId);
  const known = await readScannedAlbum(driver, albumId);
  if (scanId <= known.enumeratedScanId || !areMarksComplete(marks, known, scanId)) return;
  const $album = known.album;
  // Marks of an older scan say nothing about this one.
  if (marks.scanIdOf($album) !== scanId) marks.forget($album);
  if (await noteLeaving(driver, $album, marks.seenIn($album))) {
    await driver.run(
      'DELETE FROM memberships WHERE album = $album AND asset IN (SELECT asset FROM leaving)',
      { $album },
    );
    await leaveAlbums(driver, atMs);
  }
  marks.forget($album);
  await driver.run(
    `UPDATE albums SET enumerated_marker = $marker, enumerated_scan_id = $scan, enumerated_at_ms = $at
     WHERE album = $album`,
    { $album, $marker: marker, $scan: scanId, $at: atMs },
  );
  await writeValue(driver, 'lastEnumeratedAtMs', atMs);
}

/** Writes into `leaving` the members that were not seen; tells whether there are any. */
async function noteLeaving(driver: SqlDriver, album: number, seen: AssetSet): Promise<boolean> {
  // All that was seen is a member by now: equal numbers, equal sets.
  const [members] = await driver.all<{ count: number }>(
    'SELECT COUNT(*) AS count FROM memberships WHERE album = $album',
    { $album: album },
  );
  if (members?.count === seen.size) return false;
  for (let last = -1; ;) {
    const [stretch] = await driver.all<{ assets: string }>(
      `SELECT json_group_array(asset) AS assets FROM (
         SELECT asset FROM memberships WHERE album = $album AND asset > $last ORDER BY asset LIMIT ${STRETCH})`,
      { $album: album, $last: last },
    );
    const assets = JSON.parse(stretch?.assets ?? '[]') as number[];
    if (assets.length === 0) return true;
    last = assets.reduce((highest, asset) => Math.max(highest, asset), last);
    const unseen = assets.filter((asset) => !seen.has(asset));
    if (unseen.length === 0) continue;
    await driver.run('INSERT INTO leaving SELECT value FROM json_each($assets)', {
      $assets: JSON.stringify(unseen),
    });
  }
}
