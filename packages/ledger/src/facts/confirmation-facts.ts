import { PRESENCE, SETTLEMENTS, WAYS } from '../codes.ts';
import type { SqlDriver } from '../sql-driver.ts';
import type { Fact } from './batches.ts';

const { 'backed-up': backedUp } = SETTLEMENTS.toCode;

/** Writes what the server confirmed. Facts without checksums leave the known ones alone and confirm no bytes. */
export async function recordBackedUp(driver: SqlDriver, facts: readonly Fact<'backed-up'>[]): Promise<void> {
  const rows = facts.map(({ id, version, checksums, settlement: { how, remoteId, atMs } }) => [
    id,
    version,
    WAYS.toCode[how],
    remoteId ?? null,
    atMs,
    checksums?.original ?? null,
    checksums?.motion ?? null,
  ]);
  const $rows = JSON.stringify(rows);
  await driver.run(
    `UPDATE assets SET settlement = ${backedUp}, how = p.value ->> 2, remote_id = p.value ->> 3,
       settled_at_ms = p.value ->> 4, failure_code = NULL, failure_detail = NULL, attempts = NULL, due_at_ms = NULL,
       mended_at_ms = CASE WHEN found IS NULL THEN NULL ELSE COALESCE(mended_at_ms, p.value ->> 4) END,
       is_wanted_again = 0, verified_at_ms = p.value ->> 4, reread_at_ms = NULL,
       original_checksum = COALESCE(p.value ->> 5, original_checksum),
       motion_checksum = CASE WHEN p.value ->> 5 IS NULL THEN motion_checksum ELSE p.value ->> 6 END,
       presence = CASE presence WHEN ${PRESENCE.missed} THEN ${PRESENCE.out} ELSE presence END,
       -- Another asset on the server is in no album yet.
       synced_names = CASE WHEN remote_id IS p.value ->> 3 THEN synced_names ELSE '[]' END,
       is_synced = CASE WHEN remote_id IS p.value ->> 3 THEN is_synced ELSE album_names = '[]' END
     FROM json_each($rows) p
     WHERE assets.id = p.value ->> 0 AND assets.version = p.value ->> 1`,
    { $rows },
  );
  await confirmOriginals(driver, $rows);
}

/**
 * Motion parts are not confirmed for themselves: they go when their photo goes, and an equal video must outlive it.
 * An id that is known for confirmed bytes is not forgotten for a confirmation that names none.
 */
async function confirmOriginals(driver: SqlDriver, $rows: string): Promise<void> {
  await driver.run(
    `INSERT INTO confirmed (checksum, remote_id)
     SELECT p.value ->> 5, p.value ->> 3
     FROM json_each($rows) p CROSS JOIN assets a ON a.id = p.value ->> 0
     WHERE a.version = p.value ->> 1 AND p.value ->> 5 IS NOT NULL
     ON CONFLICT (checksum) DO UPDATE SET remote_id = excluded.remote_id
       WHERE excluded.remote_id IS NOT NULL AND remote_id IS NOT excluded.remote_id`,
    { $rows },
  );
}
