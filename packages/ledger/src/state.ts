import type { DamageState, LackOfRoom, LedgerState, ServerMark, Settings } from '@keepsake/engine';
import { FINDINGS, SETTLEMENTS, STANDINGS } from './codes.ts';
import type { SqlDriver, SqlValue } from './sql-driver.ts';
import { parseStored } from './unavailable.ts';

/** What belongs to no asset and no album. `lastEnumeratedAtMs`: the moment given to what a listing of albums shows to be gone. */
interface StoredState {
  readonly settings: Partial<Settings>;
  readonly lastScanId: number;
  readonly planRevision: number;
  readonly lastBackupAtMs: number;
  readonly lastVerifiedAtMs: number;
  readonly lastEnumeratedAtMs: number;
  /** null: there is room. */
  readonly lackOfRoom: LackOfRoom | null;
  readonly serverMark: ServerMark;
  /** null: nothing is in doubt. */
  readonly doubtedAtMs: number | null;
}

/** Reads one value; undefined when it was never written. */
export async function readValue<Key extends keyof StoredState>(
  driver: SqlDriver,
  key: Key,
): Promise<StoredState[Key] | undefined> {
  const [row] = await driver.all<{ value: string }>('SELECT value FROM state WHERE key = $key', {
    $key: key,
  });
  return row === undefined ? undefined : parseStored<StoredState[Key]>(row.value);
}

/** Writes one value; an equal one costs no write. */
export async function writeValue<Key extends keyof StoredState>(
  driver: SqlDriver,
  key: Key,
  value: StoredState[Key],
): Promise<void> {
  const parameters: Record<string, SqlValue> = { $key: key, $value: JSON.stringify(value) };
  await driver.run(
    `INSERT INTO state (key, value) VALUES ($key, $value)
     ON CONFLICT (key) DO UPDATE SET value = excluded.value WHERE value <> excluded.value`,
    parameters,
  );
}

/** Raises the highest scan id. */
export async function noteScan(driver: SqlDriver, scanId: number): Promise<void> {
  const lastScanId = (await readValue(driver, 'lastScanId')) ?? 0;
  if (scanId > lastScanId) await writeValue(driver, 'lastScanId', scanId);
}

/** What the plan follows from was changed. */
export async function raisePlanRevision(driver: SqlDriver): Promise<void> {
  await writeValue(driver, 'planRevision', ((await readValue(driver, 'planRevision')) ?? 0) + 1);
}

/** Counts what is in the index of what was found; the mended ones of earlier verifications are not read. */
async function readDamage(driver: SqlDriver): Promise<DamageState> {
  const { candidate } = STANDINGS.toCode;
  const { pending, retrying } = SETTLEMENTS.toCode;
  const damaged = `FROM assets INDEXED BY assets_found
    WHERE found IS NOT NULL AND found = ${FINDINGS.toCode.damaged}`;
  const [open] = await driver.all<{
    count: number;
    lostCount: number;
    waitingCount: number | null;
    atMs: number | null;
  }>(
    `SELECT COUNT(*) FILTER (WHERE presence > 0) AS count, COUNT(*) FILTER (WHERE presence = 0) AS lostCount,
       MAX(found_at_ms) FILTER (WHERE presence > 0) AS atMs,
       SUM(presence > 0 AND standing = ${candidate} AND settlement IN (${pending}, ${retrying})) AS waitingCount
     ${damaged} AND mended_at_ms IS NULL`,
    {},
  );
  const [mended] = await driver.all<{ count: number; atMs: number | null }>(
    `SELECT COUNT(*) AS count, MAX(mended_at_ms) AS atMs ${damaged} AND mended_at_ms >= $since`,
    { $since: (await readValue(driver, 'lastVerifiedAtMs')) ?? 0 },
  );
  return {
    openCount: open?.count ?? 0,
    waitingCount: open?.waitingCount ?? 0,
    lostCount: open?.lostCount ?? 0,
    foundAtMs: open?.atMs ?? undefined,
    mendedCount: mended?.count ?? 0,
    mendedAtMs: mended?.atMs ?? undefined,
  };
}

/** What the port tells of it. */
export async function readState(driver: SqlDriver): Promise<LedgerState> {
  return {
    settings: (await readValue(driver, 'settings')) ?? {},
    lastScanId: (await readValue(driver, 'lastScanId')) ?? 0,
    planRevision: (await readValue(driver, 'planRevision')) ?? 0,
    lastBackupAtMs: await readValue(driver, 'lastBackupAtMs'),
    lastVerifiedAtMs: await readValue(driver, 'lastVerifiedAtMs'),
    damage: await readDamage(driver),
    lackOfRoom: (await readValue(driver, 'lackOfRoom')) ?? undefined,
    serverMark: await readValue(driver, 'serverMark'),
    doubtedAtMs: (await readValue(driver, 'doubtedAtMs')) ?? undefined,
  };
}
