import { sizeBytesOf } from '@keepsake/engine';
import { KINDS, PRESENCE } from '../codes.ts';
import { newestKeyOf } from '../listing.ts';
import type { SqlDriver, SqlValue } from '../sql-driver.ts';
import { noteScan } from '../state.ts';
import type { Fact } from './batches.ts';
import { BECOME_PENDING } from './become-pending.ts';
import { comparePage, type News } from './page-news.ts';
import type { ScanMarks } from './scan-marks.ts';
import { noteScannedPage, readScannedAlbum } from './scanned-album.ts';

/** News of an asset that has a row. */
type KnownNews = News & { readonly asset: number };

/** Writes a page of an album's assets. A page of which nothing is new is only read. */
export async function seeAssets(
  driver: SqlDriver,
  marks: ScanMarks,
  fact: Fact<'assets-seen'>,
): Promise<void> {
  await noteScan(driver, fact.scanId);
  const scanned = await readScannedAlbum(driver, fact.albumId);
  const { news, known } = await comparePage(driver, scanned.album, fact.assets);
  const knownNews = news.filter((each): each is KnownNews => each.asset !== undefined);
  await updateAssets(driver, knownNews);
  const created = await insertAssets(
    driver,
    news.filter(({ asset }) => asset === undefined),
  );
  await addMembers(
    driver,
    scanned.album,
    knownNews.filter(({ isMember }) => !isMember).map(({ asset }) => asset),
    created,
  );
  if (await noteScannedPage(driver, marks, scanned, fact.scanId)) {
    marks.mark(scanned.album, known);
    marks.mark(scanned.album, created);
  }
}

async function updateAssets(driver: SqlDriver, news: readonly KnownNews[]): Promise<void> {
  await updateEach(
    driver,
    `version = p.value ->> 1, is_planned = 0, was_asked = 0, is_wanted_again = 0, original_checksum = NULL,
       motion_checksum = NULL, ${BECOME_PENDING}`,
    news.filter(({ isOtherVersion }) => isOtherVersion).map(({ asset, seen }) => [asset, seen.version]),
  );
  await updateEach(
    driver,
    BECOME_PENDING,
    news.filter(({ wasGone }) => wasGone).map(({ asset }) => [asset]),
  );
  await updateEach(
    driver,
    `listing = p.value ->> 1, kind = p.value ->> 2, newest_key = p.value ->> 3, size_bytes = p.value ->> 4,
       is_in_cloud = p.value ->> 5, is_planned = 0`,
    news
      .filter(({ isOtherListing }) => isOtherListing)
      .map((each) => [each.asset, each.listing, ...columnsOf(each)]),
  );
}

/** Returns the rows of the new assets, in their order. */
async function insertAssets(driver: SqlDriver, news: readonly News[]): Promise<readonly number[]> {
  if (news.length === 0) return [];
  const [last] = await driver.all<{ asset: number | null }>('SELECT MAX(asset) AS asset FROM assets', {});
  const first = (last?.asset ?? 0) + 1;
  const rows = news.map((each, place) => [
    first + place,
    each.seen.asset.id,
    each.seen.version,
    each.listing,
    ...columnsOf(each),
  ]);
  await driver.run(
    `INSERT INTO assets (asset, id, version, listing, kind, newest_key, size_bytes, is_in_cloud)
     SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, value ->> 7
     FROM json_each($rows)`,
    { $rows: JSON.stringify(rows) },
  );
  return news.map((_each, place) => first + place);
}

/** Those that were known come (back) into the library; new ones are in it from the start. */
async function addMembers(
  driver: SqlDriver,
  album: number,
  known: readonly number[],
  created: readonly number[],
): Promise<void> {
  await updateEach(
    driver,
    `presence = ${PRESENCE.inLibrary}, is_planned = 0`,
    known.map((asset) => [asset]),
    `(presence <> ${PRESENCE.inLibrary} OR is_planned = 1)`,
  );
  if (known.length + created.length === 0) return;
  await driver.run('INSERT INTO memberships (album, asset) SELECT $album, value FROM json_each($assets)', {
    $album: album,
    $assets: JSON.stringify([...known, ...created]),
  });
}

/** Changes assets by their rows, the first value of each. */
async function updateEach(
  driver: SqlDriver,
  change: string,
  rows: readonly (readonly SqlValue[])[],
  where = 'TRUE',
): Promise<void> {
  if (rows.length === 0) return;
  await driver.run(
    `UPDATE assets SET ${change} FROM json_each($rows) p WHERE assets.asset = p.value ->> 0 AND ${where}`,
    { $rows: JSON.stringify(rows) },
  );
}

function columnsOf({ seen: { asset } }: News): readonly [number, number, number, number] {
  return [
    KINDS.toCode[asset.kind],
    newestKeyOf(asset.createdAtMs),
    sizeBytesOf(asset),
    asset.isInCloud ? 1 : 0,
  ];
}
