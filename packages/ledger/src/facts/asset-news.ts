import { BackupError, type AssetId, type SeenAsset } from '@keepsake/engine';
import { FINDINGS, SETTLEMENTS } from '../codes.ts';
import { listingOf } from '../listing.ts';
import type { SqlDriver } from '../sql-driver.ts';

/** An asset that was seen, with what of it the ledger does not know yet. */
export interface News {
  readonly seen: SeenAsset;
  readonly listing: string;
  /** Its row; undefined: it has none yet. */
  readonly asset: number | undefined;
  readonly isMember: boolean;
  readonly isOtherVersion: boolean;
  readonly isOtherListing: boolean;
  /** It was gone, or is damaged on the server while it was out of the library. */
  readonly isToBeSent: boolean;
}

export interface Comparison {
  /** In the order of the assets. */
  readonly news: readonly News[];
  /** Rows of all that the ledger knows, in any order. */
  readonly known: readonly number[];
}

/** What the ledger has of an asset of which something is news; all but the id is null of one that it does not know. */
type NewsRow = readonly [
  id: AssetId,
  asset: number | null,
  member: number | null,
  version: string | null,
  listing: string | null,
  isToBeSent: 0 | 1 | null,
];

/** In the library nothing that is damaged is backed up. */
const IS_TO_BE_SENT = `(a.settlement = ${SETTLEMENTS.toCode.gone}
  OR a.settlement = ${SETTLEMENTS.toCode['backed-up']} AND a.found IS ${FINDINGS.toCode.damaged} AND a.mended_at_ms IS NULL)`;

/**
 * Compares assets, each of them once, with what is known of them and of their membership.
 *
 * They go as one object of strings by id, because SQLite takes that apart at a third of what rows of several
 * values cost. A listing, being JSON, ends by itself, so that the version can follow it.
 *
 * @throws BackupError ledger-unavailable, when an id is no well-formed text and would be lost
 */
export async function compareWithKnown(
  driver: SqlDriver,
  album: number,
  assets: readonly SeenAsset[],
): Promise<Comparison> {
  const listed = assets.map((seen) => ({ seen, listing: listingOf(seen.asset) }));
  const entries = listed.map(
    ({ seen, listing }) => `${JSON.stringify(seen.asset.id)}:${JSON.stringify(listing + seen.version)}`,
  );
  const [answer] = await driver.all<{ known: string; news: string }>(
    `SELECT json_group_array(a.asset) FILTER (WHERE a.asset IS NOT NULL) AS known,
       json_group_array(json_array(p.key, a.asset, m.asset, a.version, a.listing, ${IS_TO_BE_SENT}))
         FILTER (WHERE m.asset IS NULL OR a.listing || a.version <> p.value OR ${IS_TO_BE_SENT})
         AS news
     FROM json_each($assets) p
     LEFT JOIN assets a ON a.id = p.key
     LEFT JOIN memberships m ON m.album = $album AND m.asset = a.asset`,
    { $assets: `{${entries.join()}}`, $album: album },
  );
  if (answer === undefined) throw new Error('the assets were not compared');
  const newsById = new Map((JSON.parse(answer.news) as NewsRow[]).map((row) => [row[0], row]));
  const news =
    newsById.size === 0 ? [] : listed.flatMap((each) => newsOf(each, newsById.get(each.seen.asset.id)));
  // SQLite gave an id back as another: half of a surrogate pair is nothing that UTF-8 can hold.
  if (news.length < newsById.size) throw malformedId(assets);
  return {
    news,
    known: JSON.parse(answer.known) as number[],
  };
}

function newsOf(listed: { seen: SeenAsset; listing: string }, row: NewsRow | undefined): readonly News[] {
  if (row === undefined) return [];
  const [, asset, member, version, listing, isToBeSent] = row;
  return [
    {
      ...listed,
      asset: asset ?? undefined,
      isMember: member !== null,
      isOtherVersion: asset !== null && version !== listed.seen.version,
      isOtherListing: asset !== null && listing !== listed.listing,
      isToBeSent: isToBeSent === 1,
    },
  ];
}

function malformedId(assets: readonly SeenAsset[]): BackupError {
  const id = assets.map(({ asset }) => asset.id).find((each) => /\p{Cs}/u.test(each));
  return new BackupError(
    'ledger-unavailable',
    `The library names an asset ${JSON.stringify(id)}; an AssetId must be well-formed Unicode`,
  );
}
