import type { AssetRecord } from '@keepsake/engine';
import { KINDS, SETTLEMENTS, STANDINGS } from '../codes.ts';
import { newestKeyOf } from '../listing.ts';
import { readAssets } from '../questions/read-assets.ts';
import type { SqlDriver } from '../sql-driver.ts';
import { foldText, wordsOf } from './fold-text.ts';
import type { AssetSearch, WordMeaning } from './report-types.ts';

interface Found {
  readonly asset: number;
  readonly id: AssetRecord['asset']['id'];
  readonly newestKey: number;
  readonly name: string;
  readonly kind: number;
  readonly standing: number;
  readonly settlement: number;
}

/** So many names are in memory at once. */
const PAGE = 20_000;

/**
 * Looks at every name once: SQLite knows neither accents nor other scripts' capitals, and an index of words would have to be kept
 * for every asset. 100,000 names take about a tenth of a second.
 */
export async function searchAssets(
  driver: SqlDriver,
  { text, meanings = [], after, limit }: AssetSearch,
): Promise<readonly AssetRecord[]> {
  const words = wordsOf(text);
  if (words.length === 0) return [];
  const inAlbums = await membersByWord(driver, words);
  const meant = words.map((word) =>
    meanings.filter((meaning) => foldText(meaning.word) === word).map(testOf),
  );
  const found: Found[] = [];
  for (let last = 0; ;) {
    const page = await driver.all<Found>(
      `SELECT asset, id, newest_key AS newestKey, listing ->> '$[1][0]' AS name, kind, standing, settlement FROM assets
       WHERE asset > $last AND presence > 0 ORDER BY asset LIMIT ${PAGE}`,
      { $last: last },
    );
    for (const row of page) {
      const name = foldText(row.name);
      const has = (word: string, index: number): boolean =>
        name.includes(word) ||
        inAlbums[index]?.has(row.asset) === true ||
        meant[index]?.some((isMeant) => isMeant(row)) === true;
      if (words.every(has)) found.push(row);
    }
    const end = page.at(-1);
    if (end === undefined || page.length < PAGE) break;
    last = end.asset;
  }
  const place = after && { newestKey: newestKeyOf(after.createdAtMs), id: after.id };
  const wanted = found
    .filter((row) => place === undefined || newestFirst(place, row) < 0)
    .sort(newestFirst)
    .slice(0, limit)
    .map(({ id }) => id);
  const records = await readAssets(driver, { kind: 'by-id', ids: wanted });
  const byId = new Map(records.map((record) => [record.asset.id, record]));
  return wanted.flatMap((id) => byId.get(id) ?? []);
}

/** Whether an asset is what a word means. */
function testOf({ year, months, kinds, standing, settlements }: WordMeaning): (row: Found) => boolean {
  const kindCodes = kinds?.map((kind) => KINDS.toCode[kind]);
  const settlementCodes = settlements?.map((settlement) => SETTLEMENTS.toCode[settlement]);
  return (row) => {
    if (kindCodes?.includes(row.kind) === false) return false;
    if (standing !== undefined && row.standing !== STANDINGS.toCode[standing]) return false;
    if (settlementCodes?.includes(row.settlement) === false) return false;
    if (year === undefined && months === undefined) return true;
    const date = new Date(-row.newestKey);
    return (year === undefined || date.getFullYear() === year) && months?.includes(date.getMonth()) !== false;
  };
}

/** For each word the assets of the albums that have it in their name; the album of everything has none. */
async function membersByWord(
  driver: SqlDriver,
  words: readonly string[],
): Promise<readonly ReadonlySet<number>[]> {
  const albums = await driver.all<{ album: number; name: string }>(
    "SELECT album, name FROM albums WHERE is_listed = 1 AND kind = 'ordinary'",
    {},
  );
  const folded = albums.map(({ album, name }) => ({ album, name: foldText(name) }));
  const sets: ReadonlySet<number>[] = [];
  for (const word of words) {
    const named = folded.filter(({ name }) => name.includes(word)).map(({ album }) => album);
    const rows = await driver.all<{ asset: number }>(
      'SELECT m.asset FROM json_each($albums) b CROSS JOIN memberships m ON m.album = b.value',
      { $albums: JSON.stringify(named) },
    );
    sets.push(new Set(rows.map(({ asset }) => asset)));
  }
  return sets;
}

/** In the order of SQLite, which compares the bytes of UTF-8; only surrogates sort otherwise there, and the same ones every time here. */
function newestFirst(a: Pick<Found, 'newestKey' | 'id'>, b: Pick<Found, 'newestKey' | 'id'>): number {
  if (a.newestKey !== b.newestKey) return a.newestKey - b.newestKey;
  if (a.id === b.id) return 0;
  return a.id < b.id ? -1 : 1;
}
