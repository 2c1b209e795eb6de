import {
  settingsOf,
  summariseTotals,
  type AlbumChoice,
  type AlbumId,
  type BackedUp,
  type TotalGroup,
} from '@keepsake/engine';
import { KINDS, PRESENCE, REASONS, SETTLEMENTS, STANDINGS, WAYS } from '../codes.ts';
import type { SqlDriver, SqlParameters } from '../sql-driver.ts';
import { readState } from '../state.ts';
import type { ChoicePreview } from './report-types.ts';

interface GroupRow {
  readonly standing: number;
  readonly reason: number | null;
  readonly settlement: number;
  readonly how: number | null;
  readonly kind: number;
  readonly isInCloud: 0 | 1;
  readonly count: number;
  readonly sizeBytes: number;
}

interface AlbumRow {
  readonly album: number;
  readonly id: AlbumId;
  readonly choice: AlbumChoice;
}

const { candidate, excluded, ignored, 'not-selected': notSelected } = STANDINGS.toCode;

/**
 * The plan's question (`planAsset`) asked of all assets at once, under albums that are only supposed to be chosen so. A test compares
 * it with the plan.
 */
export async function previewChoices(
  driver: SqlDriver,
  choices: ReadonlyMap<AlbumId, AlbumChoice>,
): Promise<ChoicePreview> {
  const albums = (
    await driver.all<AlbumRow>('SELECT album, id, choice FROM albums WHERE is_listed = 1', {})
  ).map((album) => ({ ...album, choice: choices.get(album.id) ?? album.choice }));
  const { cutOffAtMs, ignoreIcloudAssets } = settingsOf((await readState(driver)).settings);
  const parameters: SqlParameters = {
    $selected: albumsOf(albums, 'selected'),
    $excluded: albumsOf(albums, 'excluded'),
    // `newest_key` is the negative date, rounded away from the date; the exact one is in the listing.
    $cutOff: cutOffAtMs,
    $ignoresCloud: ignoreIcloudAssets ? 1 : 0,
  };

  const rows = await driver.all<GroupRow>(
    `WITH chosen AS (${CHOSEN}), supposed AS (
       SELECT a.settlement, a.how, a.kind, a.is_in_cloud, a.size_bytes,
         CASE WHEN a.presence <> ${PRESENCE.inLibrary} THEN a.standing
           WHEN a.kind = ${KINDS.toCode.unsupported} THEN ${ignored}
           WHEN c.is_excluded THEN ${excluded}
           WHEN c.is_selected IS NOT 1 THEN ${notSelected}
           WHEN ${LEFT_OUT} THEN ${ignored}
           ELSE ${candidate} END AS standing,
         CASE WHEN a.presence <> ${PRESENCE.inLibrary} THEN a.ignored_reason
           WHEN a.kind = ${KINDS.toCode.unsupported} THEN ${REASONS.toCode['unsupported-type']}
           WHEN ${BEFORE_CUT_OFF} THEN ${REASONS.toCode['before-cut-off']}
           ELSE ${REASONS.toCode['in-cloud']} END AS reason
       FROM assets a LEFT JOIN chosen c ON c.asset = a.asset
       WHERE a.presence > 0
     )
     SELECT standing, CASE WHEN standing = ${ignored} THEN reason END AS reason, settlement, how, kind,
       is_in_cloud AS isInCloud, COUNT(*) AS count, SUM(size_bytes) AS sizeBytes
     FROM supposed GROUP BY 1, 2, 3, 4, 5, 6`,
    parameters,
  );
  const groups = rows.map(groupOf);
  return {
    statistics: summariseTotals({ groups }),
    candidateBytes: groups.filter(isCounted).reduce((sum, group) => sum + group.sizeBytes, 0),
    keptOut: await readKeptOut(driver, parameters),
    unsupported: await readUnsupported(driver),
  };
}

/** Whether an asset is in any album that is chosen so; what is in none of them is absent. */
const CHOSEN = `
  SELECT asset, MAX(is_selected) AS is_selected, MAX(is_excluded) AS is_excluded FROM (
    SELECT m.asset, 1 AS is_selected, 0 AS is_excluded
    FROM json_each($selected) s CROSS JOIN memberships m ON m.album = s.value
    UNION ALL
    SELECT m.asset, 0, 1 FROM json_each($excluded) e CROSS JOIN memberships m ON m.album = e.value
  ) GROUP BY asset`;

const BEFORE_CUT_OFF = `($cutOff IS NOT NULL AND a.listing ->> '$[3]' < $cutOff)`;
const LEFT_OUT = `(${BEFORE_CUT_OFF} OR ($ignoresCloud AND a.is_in_cloud))`;

async function readKeptOut(
  driver: SqlDriver,
  parameters: SqlParameters,
): Promise<ReadonlyMap<AlbumId, number>> {
  if (parameters['$excluded'] === '[]') return new Map();
  const rows = await driver.all<{ id: AlbumId; count: number }>(
    `SELECT b.id, COUNT(*) AS count
     FROM json_each($excluded) e
     CROSS JOIN memberships m ON m.album = e.value
     CROSS JOIN assets a ON a.asset = m.asset
     CROSS JOIN albums b ON b.album = m.album
     WHERE a.presence = ${PRESENCE.inLibrary} AND a.kind <> ${KINDS.toCode.unsupported} AND NOT ${LEFT_OUT}
       AND EXISTS (
         SELECT 1 FROM memberships other
         WHERE other.asset = a.asset AND other.album IN (SELECT value FROM json_each($selected)))
     GROUP BY b.album`,
    parameters,
  );
  return new Map(rows.map(({ id, count }) => [id, count]));
}

async function readUnsupported(driver: SqlDriver): Promise<ReadonlyMap<AlbumId, number>> {
  const rows = await driver.all<{ id: AlbumId; count: number }>(
    `SELECT b.id, COUNT(*) AS count
     FROM assets a
     CROSS JOIN memberships m ON m.asset = a.asset
     CROSS JOIN albums b ON b.album = m.album
     WHERE a.presence = ${PRESENCE.inLibrary} AND a.kind = ${KINDS.toCode.unsupported}
     GROUP BY b.album`,
    {},
  );
  return new Map(rows.map(({ id, count }) => [id, count]));
}

const albumsOf = (albums: readonly AlbumRow[], choice: AlbumChoice): string =>
  JSON.stringify(albums.filter((album) => album.choice === choice).map(({ album }) => album));

function groupOf(row: GroupRow): TotalGroup {
  const how: BackedUp['how'] | undefined = row.how === null ? undefined : WAYS.toWord(row.how);
  return {
    standing: STANDINGS.toWord(row.standing),
    ignoredReason: row.reason === null ? undefined : REASONS.toWord(row.reason),
    settlement: SETTLEMENTS.toWord(row.settlement),
    how,
    assetKind: KINDS.toWord(row.kind),
    isInCloud: row.isInCloud === 1,
    count: row.count,
    sizeBytes: row.sizeBytes,
  };
}

/** As the statistics count candidates: neither what is gone nor what was deleted on the server. */
const isCounted = ({ standing, settlement }: TotalGroup): boolean =>
  standing === 'candidate' && settlement !== 'gone' && settlement !== 'deleted-on-server';
