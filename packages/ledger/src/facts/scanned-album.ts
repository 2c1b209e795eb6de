import type { AlbumId } from '@keepsake/engine';
import type { SqlDriver } from '../sql-driver.ts';
import type { ScanMarks } from './scan-marks.ts';

/** What is known of an album's enumerations, complete or not. */
export interface ScannedAlbum {
  readonly album: number;
  readonly enumeratedScanId: number;
  /** The last scan of which any connection saw a page. */
  readonly seenScanId: number;
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
  marks: ScanMarks,
  { album, enumeratedScanId, seenScanId }: ScannedAlbum,
  scanId: number,
): Promise<boolean> {
  if (scanId <= seenScanId) return scanId === marks.scanIdOf(album) && scanId > enumeratedScanId;
  await driver.run('UPDATE albums SET seen_scan_id = $scan WHERE album = $album', {
    $scan: scanId,
    $album: album,
  });
  marks.begin(album, scanId);
  return true;
}

/** Whether the marks of this connection, or that there was no page, tell all that a scan saw. */
export function areMarksComplete(
  marks: ScanMarks,
  { album, seenScanId }: ScannedAlbum,
  scanId: number,
): boolean {
  return marks.scanIdOf(album) === scanId || seenScanId < scanId;
}

function selectAlbum(driver: SqlDriver, id: AlbumId): Promise<readonly ScannedAlbum[]> {
  return driver.all<ScannedAlbum>(
    `SELECT album, enumerated_scan_id AS enumeratedScanId, seen_scan_id AS seenScanId
     FROM albums WHERE id = $id`,
    { $id: id },
  );
}
