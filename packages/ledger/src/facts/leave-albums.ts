import { FINDINGS, PRESENCE, SETTLEMENTS, STANDINGS } from '../codes.ts';
import type { SqlDriver } from '../sql-driver.ts';

const { 'backed-up': backedUp, 'deleted-on-server': deleted, gone } = SETTLEMENTS.toCode;
const { candidate } = STANDINGS.toCode;

/** Of the assets that have left an album, those that are in no other. */
const OUT_OF_LIBRARY = `asset IN (SELECT asset FROM leaving)
  AND NOT EXISTS (SELECT 1 FROM memberships m WHERE m.asset = assets.asset)`;

/** What the server keeps of these may be all that is left, and somebody else may send them: they are compared again. */
const IS_DAMAGED = `found IS ${FINDINGS.toCode.damaged} AND mended_at_ms IS NULL`;

/**
 * Has the assets of `leaving`, whose memberships were deleted, planned again. Of those that are left in no album a
 * candidate is gone, unless it was deleted on the server too; a backed-up one stays known, and so does one that is damaged
 * there; any other is forgotten. Empties `leaving`.
 */
export async function leaveAlbums(driver: SqlDriver, atMs: number): Promise<void> {
  await driver.run(
    `UPDATE assets SET settlement = ${backedUp}, how = undone_how, settled_at_ms = undone_at_ms,
       verified_at_ms = found_at_ms, failure_code = NULL, failure_detail = NULL, attempts = NULL, due_at_ms = NULL,
       is_wanted_again = 0
     WHERE ${OUT_OF_LIBRARY} AND ${IS_DAMAGED} AND settlement <> ${backedUp}`,
    {},
  );
  await driver.run(
    `DELETE FROM assets WHERE ${OUT_OF_LIBRARY} AND settlement <> ${backedUp}
       AND (standing <> ${candidate} OR settlement = ${deleted})`,
    {},
  );
  await driver.run(
    `UPDATE assets SET presence = ${PRESENCE.missed}, settlement = ${gone}, settled_at_ms = $at,
       failure_code = NULL, failure_detail = NULL, attempts = NULL, due_at_ms = NULL
     WHERE ${OUT_OF_LIBRARY} AND settlement NOT IN (${backedUp}, ${gone})`,
    { $at: atMs },
  );
  await driver.run(
    `UPDATE assets SET
       presence = CASE settlement WHEN ${gone} THEN ${PRESENCE.missed} ELSE ${PRESENCE.out} END
     WHERE ${OUT_OF_LIBRARY}`,
    {},
  );
  await driver.run(
    'UPDATE assets SET is_planned = 0 WHERE asset IN (SELECT asset FROM leaving) AND is_planned = 1',
    {},
  );
  await driver.run('DELETE FROM leaving', {});
}
