import { sizeBytesOf, type SeenAsset } from '@keepsake/engine';
import { KINDS, PRESENCE } from '../codes.ts';
import { newestKeyOf } from '../listing.ts';
import type { SqlDriver, SqlValue } from '../sql-driver.ts';
import { noteScan } from '../state.ts';
import type { Fact } from './batches.ts';
import { BECOME_PENDING, NOT_FOUND } from './become-pending.ts';
import { compareWithKnown, type News } from './asset-news.ts';
import type { ScanMarks } from './scan-marks.ts';
import { noteScannedPage, readScannedAlbum } from './scanned-album.ts';

/** News of an asset that has a row. */
type KnownNews = News & { readonly asset: number };

/**
 * Assets that are compared at once. Their text stays below 128 KiB: larger ones V8 keeps in a place of their own, which
 * it seldom tidies up, so that memory grows.
 */
const STRETCH = 400;

/**
 * Writes a page of an album's assets. A page of which nothing is new is only read. Of an asset that is in the page
 * twice, the later place counts.
 */
export async function seeAssets(
  driver: SqlDriver,
  marks: ScanMarks,
  fact: Fact<'assets-seen'>,
): Promise<void> {
  await noteScan(driver, fact.scanId);
  const scanned = await readScannedAlbum(driver, fact.albumId);
  const page = [...new Map(fact.assets.map((seen) => [seen.asset.id, seen])).values()];
  const areMarked = await noteScannedPage(driver, marks, scanned, fact.scanId);
  for (let start = 0; start < page.length; start += STRETCH) {
    const present = await seeStretch(driver, scanned.album, page.slice(start, start + STRETCH));
    if (areMarked) marks.mark(scanned.album, present);
  }
}

/** Returns the rows of all assets of the stretch. */
async function seeStretch(
  driver: SqlDriver,
  album: number,
  stretch: readonly SeenAsset[],
): Promise<readonly number[]> {
  const { news, known } = await compareWithKnown(driver, album, stretch);
  if (news.length === 0) return known;
  const knownNews = news.filter((each): each is KnownNews => each.asset !== undefined);
  await updateAssets(driver, knownNews);
  const created = await insertAssets(
    driver,
    news.filter(({ asset }) => asset === undefined),
  );
  await addMembers(
    driver,
    album,
    knownNews.filter(({ isMember }) => !isMember).map(({ asset }) => asset),
    created,
  );
  return [...known, ...created];
}

async function updateAssets(driver: SqlDriver, news: readonly KnownNews[]): Promise<void> {
  await updateEach(
    driver,
    `version = p.value ->> 1, is_planned = 0, was_asked = 0, is_wanted_again = 0, original_checksum = NULL,
       motion_checksum = NULL, ${NOT_FOUND}, ${BECOME_PENDING}`,
    news.filter(({ isOtherVersion }) => isOtherVersion).map(({ asset, seen }) => [asset, seen.version]),
  );
  await updateEach(
    driver,
    BECOME_PENDING,
    news.filter(({ isToBeSent }) => isToBeSent).map(({ asset }) => [asset]),
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
