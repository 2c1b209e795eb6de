import type { Finding } from '@keepsake/engine';
import { FINDINGS, PRESENCE, SETTLEMENTS } from '../codes.ts';
import type { SqlDriver } from '../sql-driver.ts';
import type { Fact } from './batches.ts';
import { BECOME_PENDING, allOf, amongThese } from './become-pending.ts';

const { 'backed-up': backedUp, 'deleted-on-server': deleted, gone } = SETTLEMENTS.toCode;

/** An asset of `$rows`, in the version that is current. */
const IS_SUBJECT = 'assets.id = p.value ->> 0 AND assets.version = p.value ->> 1';

/**
 * The part of an UPDATE that writes what was found, at the third value of a row. What is missing, or damaged still, before
 * what was found is mended undid the same confirmation. (Each column is read as it was before the UPDATE.)
 */
function found(what: Finding['what']): string {
  const undone = (before: string, column: string): string =>
    `${column} = CASE WHEN found IS NOT NULL AND mended_at_ms IS NULL THEN ${column} WHEN settlement = ${backedUp} THEN ${before} END`;
  return `found = ${FINDINGS.toCode[what]}, found_at_ms = p.value ->> 2, mended_at_ms = NULL,
       ${undone('how', 'undone_how')},
       ${undone('settled_at_ms', 'undone_at_ms')},
       ${undone('reread_at_ms', 'undone_reread_at_ms')}`;
}

/** Writes that the server keeps what is backed up. */
export async function recordVerified(driver: SqlDriver, facts: readonly Fact<'verified'>[]): Promise<void> {
  const rows = facts.map(({ id, version, atMs, rereadAtMs }) => [id, version, atMs, rereadAtMs ?? null]);
  await driver.run(
    `UPDATE assets SET verified_at_ms = p.value ->> 2, reread_at_ms = COALESCE(p.value ->> 3, reread_at_ms),
       mended_at_ms = CASE WHEN found IS NULL THEN NULL ELSE COALESCE(mended_at_ms, p.value ->> 2) END
     FROM json_each($rows) p
     WHERE ${IS_SUBJECT} AND settlement = ${backedUp}`,
    { $rows: JSON.stringify(rows) },
  );
}

/** Writes that the server does not have assets any more. Out of the library nothing is left to know of them. */
export async function recordDeleted(
  driver: SqlDriver,
  facts: readonly Fact<'deleted-on-server'>[],
): Promise<void> {
  const $rows = JSON.stringify(facts.map(({ id, version, atMs }) => [id, version, atMs]));
  await forget(driver, $rows, `presence <> ${PRESENCE.inLibrary}`);
  await driver.run(
    `UPDATE assets SET ${BECOME_PENDING}, ${found('missing')}, settlement = ${deleted}, settled_at_ms = p.value ->> 2,
       due_at_ms = NULL, is_wanted_again = 0
     FROM json_each($rows) p
     WHERE ${IS_SUBJECT} AND settlement <> ${gone}`,
    { $rows },
  );
}

/** Has what was deleted on the server sent again. */
export async function wantAgain(driver: SqlDriver, { ids }: Fact<'upload-again-wanted'>): Promise<void> {
  const wanted = `UPDATE assets SET ${BECOME_PENDING}, is_wanted_again = 1`;
  await (ids === 'all-deleted'
    ? driver.run(`${wanted} WHERE ${allOf(deleted)}`, {})
    : driver.run(`${wanted} WHERE ${amongThese(deleted)}`, { $ids: JSON.stringify(ids) }));
}

/**
 * Takes confirmed bytes back, and has their assets sent again. Out of the library there is nothing to send: those
 * stay known, and are compared again.
 */
export async function recordDamaged(
  driver: SqlDriver,
  facts: readonly Fact<'found-damaged'>[],
): Promise<void> {
  const $rows = JSON.stringify(facts.map(({ id, version, atMs }) => [id, version, atMs]));
  await driver.run(
    `DELETE FROM confirmed WHERE checksum IN (
       SELECT assets.original_checksum FROM json_each($rows) p CROSS JOIN assets
       WHERE ${IS_SUBJECT} AND settlement = ${backedUp})`,
    { $rows },
  );
  await driver.run(
    `UPDATE assets SET ${found('damaged')}, verified_at_ms = p.value ->> 2, reread_at_ms = NULL
     FROM json_each($rows) p
     WHERE ${IS_SUBJECT} AND settlement = ${backedUp} AND presence <> ${PRESENCE.inLibrary}`,
    { $rows },
  );
  await driver.run(
    `UPDATE assets SET ${BECOME_PENDING}, ${found('damaged')}, is_wanted_again = 1
     FROM json_each($rows) p
     WHERE ${IS_SUBJECT} AND settlement = ${backedUp} AND presence = ${PRESENCE.inLibrary}`,
    { $rows },
  );
}

async function forget(driver: SqlDriver, $rows: string, where: string): Promise<void> {
  await driver.run(
    `DELETE FROM assets WHERE ${where} AND asset IN (
       SELECT assets.asset FROM json_each($rows) p CROSS JOIN assets WHERE ${IS_SUBJECT})`,
    { $rows },
  );
}
