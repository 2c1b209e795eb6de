import { sizeBytesOf, type SeenAsset } from '@keepsake/engine';
import { KINDS, PRESENCE, SETTLEMENTS } from '../codes.ts';
import { listingOf, newestKeyOf } from '../listing.ts';
import type { SqlDriver } from '../sql-driver.ts';
import { noteScan } from '../state.ts';
import type { Fact } from './batches.ts';
import { noteScannedPage, readScannedAlbum } from './scan-marks.ts';
import { BECOME_PENDING } from './become-pending.ts';

const { gone } = SETTLEMENTS.toCode;

type PageRow = readonly [
  id: string,
  version: string,
  listing: string,
  kind: number,
  newestKey: number,
  sizeBytes: number,
  isInCloud: 0 | 1,
];

/**
 * Writes a page of an album's assets. A page of which nothing is new is only read. Of an asset that is in the page
 * twice, the later place counts.
 */
export async function seeAssets(driver: SqlDriver, fact: Fact<'assets-seen'>): Promise<void> {
  await noteScan(driver, fact.scanId);
  const known = await readScannedAlbum(driver, fact.albumId);
  const page = [...new Map(fact.assets.map((seen) => [seen.asset.id, pageRow(seen)])).values()];
  const news = await rowsWithNews(driver, known.album, page);
  if (news.length > 0) {
    const $page = JSON.stringify(news);
    await updateAssets(driver, $page);
    await insertAssets(driver, $page);
    await addMembers(driver, known.album, $page);
  }
  if (await noteScannedPage(driver, known, fact.scanId)) await mark(driver, known.album, page);
}

function pageRow({ asset, version }: SeenAsset): PageRow {
  return [
    asset.id,
    version,
    listingOf(asset),
    KINDS.toCode[asset.kind],
    newestKeyOf(asset.createdAtMs),
    sizeBytesOf(asset),
    asset.isInCloud ? 1 : 0,
  ];
}

async function rowsWithNews(
  driver: SqlDriver,
  album: number,
  page: readonly PageRow[],
): Promise<readonly PageRow[]> {
  const places = await driver.all<{ place: number }>(
    `SELECT p.key AS place FROM json_each($page) p
     LEFT JOIN assets a ON a.id = p.value ->> 0
     LEFT JOIN memberships m ON m.album = $album AND m.asset = a.asset
     WHERE m.asset IS NULL OR a.listing <> p.value ->> 2 OR a.version <> p.value ->> 1
       OR a.settlement = ${gone}`,
    { $page: JSON.stringify(page.map((row) => row.slice(0, 3))), $album: album },
  );
  const withNews = new Set(places.map(({ place }) => place));
  return page.filter((_row, place) => withNews.has(place));
}

async function updateAssets(driver: SqlDriver, $page: string): Promise<void> {
  await driver.run(
    `UPDATE assets SET version = p.value ->> 1, is_planned = 0, was_asked = 0, is_wanted_again = 0,
       original_checksum = NULL, motion_checksum = NULL, ${BECOME_PENDING}
     FROM json_each($page) p
     WHERE assets.id = p.value ->> 0 AND assets.version <> p.value ->> 1`,
    { $page },
  );
  await driver.run(
    `UPDATE assets SET ${BECOME_PENDING}
     FROM json_each($page) p
     WHERE assets.id = p.value ->> 0 AND assets.settlement = ${gone}`,
    { $page },
  );
  await driver.run(
    `UPDATE assets SET listing = p.value ->> 2, kind = p.value ->> 3, newest_key = p.value ->> 4,
       size_bytes = p.value ->> 5, is_in_cloud = p.value ->> 6, is_planned = 0
     FROM json_each($page) p
     WHERE assets.id = p.value ->> 0 AND assets.listing <> p.value ->> 2`,
    { $page },
  );
}

async function insertAssets(driver: SqlDriver, $page: string): Promise<void> {
  await driver.run(
    `INSERT INTO assets (id, version, listing, kind, newest_key, size_bytes, is_in_cloud)
     SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6
     FROM json_each($page) WHERE TRUE
     ON CONFLICT (id) DO NOTHING`,
    { $page },
  );
}

async function addMembers(driver: SqlDriver, album: number, $page: string): Promise<void> {
  await driver.run(
    `UPDATE assets SET presence = ${PRESENCE.inLibrary}, is_planned = 0
     FROM json_each($page) p
     WHERE assets.id = p.value ->> 0 AND (presence <> ${PRESENCE.inLibrary} OR is_planned = 1)
       AND NOT EXISTS (SELECT 1 FROM memberships m WHERE m.album = $album AND m.asset = assets.asset)`,
    { $page, $album: album },
  );
  await driver.run(
    `INSERT INTO memberships (album, asset)
     SELECT $album, a.asset FROM json_each($page) p CROSS JOIN assets a ON a.id = p.value ->> 0
     WHERE TRUE
     ON CONFLICT (album, asset) DO NOTHING`,
    { $page, $album: album },
  );
}

async function mark(driver: SqlDriver, album: number, page: readonly PageRow[]): Promise<void> {
  await driver.run(
    `INSERT INTO seen (album, asset)
     SELECT $album, a.asset FROM json_each($ids) i CROSS JOIN assets a ON a.id = i.value
     WHERE TRUE
     ON CONFLICT (album, asset) DO NOTHING`,
    { $album: album, $ids: JSON.stringify(page.map(([id]) => id)) },
  );
}
