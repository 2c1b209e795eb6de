import type { Standing } from '@keepsake/engine';
import { PRESENCE, REASONS, STANDINGS } from '../codes.ts';
import type { SqlDriver } from '../sql-driver.ts';
import { raisePlanRevision, readValue, writeValue } from '../state.ts';
import type { Fact } from './batches.ts';

/** Writes what the plan makes of assets of the library; what is as it was planned before costs no write, and an old plan counts for nothing. */
export async function recordPlans(driver: SqlDriver, facts: readonly Fact<'planned'>[]): Promise<void> {
  const current = (await readValue(driver, 'planRevision')) ?? 0;
  const isCurrent = ({ planRevision = current }: Fact<'planned'>): boolean => planRevision === current;
  const rows = facts
    .filter(isCurrent)
    .map(({ id, standing, albumNames }) => [
      id,
      STANDINGS.toCode[standing.kind],
      reasonCode(standing),
      standing.kind === 'excluded' ? standing.byAlbum : null,
      JSON.stringify(albumNames),
    ]);
  await driver.run(
    `UPDATE assets SET is_planned = 1, standing = p.value ->> 1, ignored_reason = p.value ->> 2,
       excluded_by = p.value ->> 3, album_names = p.value ->> 4,
       is_synced = CASE
         WHEN p.value ->> 4 = '[]' THEN 1
         WHEN synced_names = '[]' THEN 0
         ELSE NOT EXISTS (
           SELECT 1 FROM json_each(p.value ->> 4) n
           WHERE n.value NOT IN (SELECT s.value FROM json_each(assets.synced_names) s))
       END
     FROM json_each($rows) p
     WHERE assets.id = p.value ->> 0 AND presence = ${PRESENCE.inLibrary}
       AND (is_planned = 0 OR standing <> p.value ->> 1 OR ignored_reason IS NOT p.value ->> 2
         OR excluded_by IS NOT p.value ->> 3 OR album_names <> p.value ->> 4)`,
    { $rows: JSON.stringify(rows) },
  );
}

/** Takes settings; where the plan follows from them, the whole library is planned again. */
export async function changeSettings(
  driver: SqlDriver,
  { settings, isPlanAffected }: Fact<'settings-changed'>,
): Promise<void> {
  await writeValue(driver, 'settings', { ...(await readValue(driver, 'settings')), ...settings });
  if (!isPlanAffected) return;
  await raisePlanRevision(driver);
  await driver.run(
    `UPDATE assets SET is_planned = 0 WHERE presence = ${PRESENCE.inLibrary} AND is_planned = 1`,
    {},
  );
}

/**
 * Writes that assets are in server albums. Said of what the server does not keep under an id it means nothing: another
 * confirmation forgets it.
 */
export async function recordSyncedAlbums(
  driver: SqlDriver,
  facts: readonly Fact<'albums-synced'>[],
): Promise<void> {
  const $rows = JSON.stringify(facts.map(({ id, albumNames }) => [id, albumNames]));
  await driver.run(
    `UPDATE assets SET synced_names = (
       SELECT json_group_array(name) FROM (
         SELECT value AS name FROM json_each(assets.synced_names)
         UNION SELECT value FROM json_each(p.value, '$[1]')))
     FROM json_each($rows) p
     WHERE assets.id = p.value ->> 0`,
    { $rows },
  );
  await driver.run(
    `UPDATE assets SET is_synced = NOT EXISTS (
       SELECT 1 FROM json_each(assets.album_names) n
       WHERE n.value NOT IN (SELECT s.value FROM json_each(assets.synced_names) s))
     FROM json_each($rows) p
     WHERE assets.id = p.value ->> 0 AND is_synced = 0`,
    { $rows },
  );
}

function reasonCode(standing: Standing): number | null {
  return standing.kind === 'ignored' ? REASONS.toCode[standing.reason] : null;
}
