import type { LedgerTotals } from '@keepsake/engine';
import { REASONS, SETTLEMENTS, STANDINGS, WAYS } from '../codes.ts';
import type { SqlDriver } from '../sql-driver.ts';

interface GroupRow {
  readonly standing: number;
  readonly reason: number | null;
  readonly settlement: number;
  readonly how: number | null;
  readonly count: number;
  readonly sizeBytes: number;
}

/** Counts the library from indexes alone. */
export async function readTotals(driver: SqlDriver): Promise<LedgerTotals> {
  const groups = await driver.all<GroupRow>(
    `SELECT standing, ignored_reason AS reason, settlement, how, COUNT(*) AS count, SUM(size_bytes) AS sizeBytes
     FROM assets WHERE presence > 0 GROUP BY standing, ignored_reason, settlement, how`,
    {},
  );
  const [next] = await driver.all<{ atMs: number | null }>(
    `SELECT MIN(due_at_ms) AS atMs FROM assets
     WHERE standing = ${STANDINGS.toCode.candidate} AND settlement = ${SETTLEMENTS.toCode.retrying}`,
    {},
  );
  const [unplanned] = await driver.all<{ count: number }>(
    'SELECT COUNT(*) AS count FROM assets WHERE is_planned = 0 AND presence = 1',
    {},
  );
  return {
    groups: groups.map(({ standing, reason, settlement, how, count, sizeBytes }) => ({
      standing: STANDINGS.toWord(standing),
      ignoredReason: reason === null ? undefined : REASONS.toWord(reason),
      settlement: SETTLEMENTS.toWord(settlement),
      how: how === null ? undefined : WAYS.toWord(how),
      count,
      sizeBytes,
    })),
    nextAttemptAtMs: next?.atMs ?? undefined,
    unplannedCount: unplanned?.count ?? 0,
  };
}
