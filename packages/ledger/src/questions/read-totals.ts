import type { LedgerTotals, TotalGroup } from '@keepsake/engine';
import { KINDS, REASONS, SETTLEMENTS, STANDINGS, WAYS } from '../codes.ts';
import type { SqlDriver } from '../sql-driver.ts';

interface TotalRow {
  readonly sort: number;
  readonly count: number;
  readonly sizeBytes: number;
}

/** Tells what the table of totals has counted; whatever the library's size, it has a few rows. */
export async function readTotals(driver: SqlDriver): Promise<LedgerTotals> {
  const rows = await driver.all<TotalRow>(
    'SELECT sort, count, size_bytes AS sizeBytes FROM totals WHERE count > 0',
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
    groups: rows.map(groupOf),
    nextAttemptAtMs: next?.atMs ?? undefined,
    unplannedCount: unplanned?.count ?? 0,
  };
}

/** Takes a sort apart, digit by digit, as the column `sort` of assets is put together. */
function groupOf({ sort, count, sizeBytes }: TotalRow): TotalGroup {
  let rest = sort;
  const digit = (base: number): number => {
    const value = rest % base;
    rest = Math.floor(rest / base);
    return value;
  };
  const isInCloud = digit(2) === 1;
  const assetKind = KINDS.toWord(digit(4));
  const how = digit(4);
  const settlement = SETTLEMENTS.toWord(digit(16));
  const reason = digit(8);
  return {
    standing: STANDINGS.toWord(rest),
    ignoredReason: reason === 7 ? undefined : REASONS.toWord(reason),
    settlement,
    how: how === 3 ? undefined : WAYS.toWord(how),
    assetKind,
    isInCloud,
    count,
    sizeBytes,
  };
}
