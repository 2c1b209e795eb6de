import type { AlbumId } from '@keepsake/engine';
import type { SqlDriver } from '../sql-driver.ts';

/** What is known of an album's enumerations, complete or not. */
export interface ScannedAlbum {
  readonly album: number;
  readonly enumeratedScanId: number;
  /** The last scan of which any connection saw a page. */
  readonly seenScanId: number;
  /** The scan of which this connection saw every page so far. */
  readonly markedScanId: number | null;
}

/** Finds an album; one that no listing showed is noted, so that what is seen in it is not lost. */
export async function readScannedAlbum(driver: SqlDriver, id: AlbumId): Promise<ScannedAlbum> {
  const [known] = await selectAlbum(driver, id);
  if (known !== undefined) return known;
  await driver.run('INSERT INTO albums (id) VALUES ($id)', { $id: id });
  const [noted] = await selectAlbum(driver, id);
  if (noted === undefined) throw new Error(`the album ${id} is not there`);
  return noted;
}

/**
 * Notes a page of a scan. Returns whether its assets are to be marked as seen: not when the album's enumeration in
 * this scan is over, nor when earlier pages of the scan were seen by a connection that is gone.
 */
export async function noteScannedPage(
  driver: SqlDriver,
  known: ScannedAlbum,
  scanId: number,
): Promise<boolean> {
  const { album, enumeratedScanId, seenScanId, markedScanId } = known;
  if (scanId <= seenScanId) return scanId === markedScanId && scanId > enumeratedScanId;
  await driver.run('UPDATE albums SET seen_scan_id = $scan WHERE album = $album', {
    $scan: scanId,
    $album: album,
  });
  await forgetMarks(driver, album);
  await driver.run('INSERT INTO scans (album, scan_id) VALUES ($album, $scan)', {
    $scan: scanId,
    $album: album,
  });
  return true;
}

/** Whether the marks of this connection, or that there was no page, tell all that a scan saw. */
export function areMarksComplete({ seenScanId, markedScanId }: ScannedAlbum, scanId: number): boolean {
  return markedScanId === scanId || seenScanId < scanId;
}

/** Ends the notes of an album's scan. */
export async function forgetMarks(driver: SqlDriver, album: number): Promise<void> {
  await driver.run('DELETE FROM seen WHERE album = $album', { $album: album });
  await driver.run('DELETE FROM scans WHERE album = $album', { $album: album });
}

function selectAlbum(driver: SqlDriver, id: AlbumId): Promise<readonly ScannedAlbum[]> {
  return driver.all<ScannedAlbum>(
    `SELECT a.album, a.enumerated_scan_id AS enumeratedScanId, a.seen_scan_id AS seenScanId,
       s.scan_id AS markedScanId
     FROM albums a LEFT JOIN scans s ON s.album = a.album WHERE a.id = $id`,
    { $id: id },
  );
}
