import type { AssetId, SeenAsset } from '@keepsake/engine';
import { SETTLEMENTS } from '../codes.ts';
import { listingOf } from '../listing.ts';
import type { SqlDriver } from '../sql-driver.ts';

/** An asset of a page, with what of it the ledger does not know yet. */
export interface News {
  readonly seen: SeenAsset;
  readonly listing: string;
  /** Its row; undefined: it has none yet. */
  readonly asset: number | undefined;
  readonly isMember: boolean;
  readonly isOtherVersion: boolean;
  readonly isOtherListing: boolean;
  readonly wasGone: boolean;
}

export interface ComparedPage {
  /** In the order of the page. */
  readonly news: readonly News[];
  /** Rows of all that the page shows and the ledger knows. */
  readonly known: readonly number[];
}

/** What the ledger has of an asset of which something is news; all but the id is null of one that it does not know. */
type NewsRow = readonly [
  id: AssetId,
  asset: number | null,
  member: number | null,
  version: string | null,
  listing: string | null,
  isGone: 0 | 1 | null,
];

/**
 * Compares a page with what is known, in one statement and in any order. Of an asset that is in the page twice, the
 * later place counts.
 *
 * The page goes as one object of strings by id, because SQLite takes that apart at a third of what rows of several
 * values cost. A listing, being JSON, ends by itself, so that the version can follow it.
 */
export async function comparePage(
  driver: SqlDriver,
  album: number,
  assets: readonly SeenAsset[],
): Promise<ComparedPage> {
  const page = new Map(assets.map((seen) => [seen.asset.id, { seen, listing: listingOf(seen.asset) }]));
  const entries = [...page].map(
    ([id, { seen, listing }]) => `${JSON.stringify(id)}:${JSON.stringify(listing + seen.version)}`,
  );
  const [answer] = await driver.all<{ known: string; news: string }>(
    `SELECT json_group_array(a.asset) FILTER (WHERE a.asset IS NOT NULL) AS known,
       json_group_array(json_array(p.key, a.asset, m.asset, a.version, a.listing, a.settlement = ${SETTLEMENTS.toCode.gone}))
         FILTER (WHERE m.asset IS NULL OR a.listing || a.version <> p.value OR a.settlement = ${SETTLEMENTS.toCode.gone})
         AS news
     FROM json_each($page) p
     LEFT JOIN assets a ON a.id = p.key
     LEFT JOIN memberships m ON m.album = $album AND m.asset = a.asset`,
    { $page: `{${entries.join()}}`, $album: album },
  );
  if (answer === undefined) throw new Error('a page was not compared');
  const newsById = new Map((JSON.parse(answer.news) as NewsRow[]).map((row) => [row[0], row]));
  return {
    news: newsById.size === 0 ? [] : [...page].flatMap(([id, place]) => newsOf(place, newsById.get(id))),
    known: JSON.parse(answer.known) as number[],
  };
}

function newsOf(place: { seen: SeenAsset; listing: string }, row: NewsRow | undefined): readonly News[] {
  if (row === undefined) return [];
  const [, asset, member, version, listing, isGone] = row;
  return [
    {
      ...place,
      asset: asset ?? undefined,
      isMember: member !== null,
      isOtherVersion: asset !== null && version !== place.seen.version,
      isOtherListing: asset !== null && listing !== place.listing,
      wasGone: isGone === 1,
    },
  ];
}
