import type { SqlDriver } from '../sql-driver.ts';
import type { Fact } from './batches.ts';

/** Writes that the server was asked for these versions by name. */
export async function recordAsked(driver: SqlDriver, facts: readonly Fact<'asked'>[]): Promise<void> {
  await driver.run(
    `UPDATE assets SET was_asked = 1
     FROM json_each($rows) p
     WHERE assets.id = p.value ->> 0 AND assets.version = p.value ->> 1 AND was_asked = 0`,
    { $rows: JSON.stringify(facts.map(({ id, version }) => [id, version])) },
  );
}

/** Writes the checksums of versions. */
export async function recordHashes(driver: SqlDriver, facts: readonly Fact<'hashed'>[]): Promise<void> {
  const rows = facts.map(({ id, version, checksums }) => [
    id,
    version,
    checksums.original,
    checksums.motion ?? null,
  ]);
  await driver.run(
    `UPDATE assets SET original_checksum = p.value ->> 2, motion_checksum = p.value ->> 3
     FROM json_each($rows) p
     WHERE assets.id = p.value ->> 0 AND assets.version = p.value ->> 1
       AND (original_checksum IS NOT p.value ->> 2 OR motion_checksum IS NOT p.value ->> 3)`,
    { $rows: JSON.stringify(rows) },
  );
}

/** Forgets checksums, so that they are computed again (D8). */
export async function discardHashes(
  driver: SqlDriver,
  facts: readonly Fact<'hash-discarded'>[],
): Promise<void> {
  await driver.run(
    `UPDATE assets SET original_checksum = NULL, motion_checksum = NULL
     WHERE id IN (SELECT value FROM json_each($ids))`,
    { $ids: JSON.stringify(facts.map(({ id }) => id)) },
  );
}
