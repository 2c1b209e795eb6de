import { SETTLEMENTS } from '../codes.ts';
import type { SqlDriver } from '../sql-driver.ts';
import type { Fact } from './batches.ts';
import { BECOME_PENDING, allOf, amongThese } from './become-pending.ts';

const { pending, retrying, failed, gone } = SETTLEMENTS.toCode;
/** What is neither confirmed nor gone; nothing else can fail or vanish. */
const IS_UNSETTLED = `settlement IN (${pending}, ${retrying}, ${failed})`;

/** Writes failed attempts. */
export async function recordFailures(
  driver: SqlDriver,
  facts: readonly Fact<'attempt-failed'>[],
): Promise<void> {
  const rows = facts.map(({ id, version, failure, nextAttemptAtMs }) => [
    id,
    version,
    nextAttemptAtMs === undefined ? failed : retrying,
    nextAttemptAtMs ?? null,
    failure.code,
    failure.detail,
    failure.attempts,
    failure.atMs,
  ]);
  await driver.run(
    `UPDATE assets SET settlement = p.value ->> 2, due_at_ms = p.value ->> 3, failure_code = p.value ->> 4,
       failure_detail = p.value ->> 5, attempts = p.value ->> 6, settled_at_ms = p.value ->> 7
     FROM json_each($rows) p
     WHERE assets.id = p.value ->> 0 AND assets.version = p.value ->> 1 AND ${IS_UNSETTLED}`,
    { $rows: JSON.stringify(rows) },
  );
}

/** Writes that assets are gone, and has their albums enumerated again. */
export async function recordVanished(driver: SqlDriver, facts: readonly Fact<'vanished'>[]): Promise<void> {
  await driver.run(
    `UPDATE albums SET enumerated_marker = NULL
     WHERE album IN (
       SELECT memberships.album FROM json_each($ids) i
       JOIN assets ON assets.id = i.value AND ${IS_UNSETTLED}
       JOIN memberships ON memberships.asset = assets.asset)`,
    { $ids: JSON.stringify(facts.map(({ id }) => id)) },
  );
  await driver.run(
    `UPDATE assets SET settlement = ${gone}, settled_at_ms = p.value ->> 1, due_at_ms = NULL,
       failure_code = NULL, failure_detail = NULL, attempts = NULL
     FROM json_each($rows) p
     WHERE assets.id = p.value ->> 0 AND ${IS_UNSETTLED}`,
    { $rows: JSON.stringify(facts.map(({ id, atMs }) => [id, atMs])) },
  );
}

/** Has failed assets tried afresh. */
export async function retryAssets(driver: SqlDriver, { ids }: Fact<'retry-wanted'>): Promise<void> {
  await (ids === 'all-failed'
    ? driver.run(`UPDATE assets SET ${BECOME_PENDING} WHERE ${allOf(failed)}`, {})
    : driver.run(`UPDATE assets SET ${BECOME_PENDING} WHERE ${amongThese(failed)}`, {
        $ids: JSON.stringify(ids),
      }));
}
