import { SETTLEMENTS, WAYS } from '../codes.ts';
import type { SqlDriver } from '../sql-driver.ts';
import type { DayReport } from './report-types.ts';

/** Every zone's day begins at a whole quarter of an hour, so quarters add up to days wherever the device is. */
const QUARTER_MS = 900_000;

interface QuarterRow {
  readonly quarter: number;
  readonly uploadedCount: number;
  readonly uploadedBytes: number;
  readonly duplicateCount: number;
}

/** Days on which anything was made safe, also what is out of the library by now. */
export async function readDays(driver: SqlDriver, fromMs: number): Promise<readonly DayReport[]> {
  const quarters = await driver.all<QuarterRow>(
    `SELECT CAST(settled_at_ms / ${QUARTER_MS} AS INTEGER) AS quarter,
       SUM(how = ${WAYS.toCode.uploaded}) AS uploadedCount,
       SUM(CASE WHEN how = ${WAYS.toCode.uploaded} THEN size_bytes ELSE 0 END) AS uploadedBytes,
       SUM(how = ${WAYS.toCode.duplicate}) AS duplicateCount
     FROM assets WHERE settlement = ${SETTLEMENTS.toCode['backed-up']} AND settled_at_ms >= $from
     GROUP BY quarter ORDER BY quarter`,
    { $from: fromMs },
  );
  const days = new Map<string, DayReport>();
  for (const { quarter, uploadedCount, uploadedBytes, duplicateCount } of quarters) {
    const day = localDayOf(quarter * QUARTER_MS);
    const before = days.get(day);
    days.set(day, {
      day,
      uploadedCount: uploadedCount + (before?.uploadedCount ?? 0),
      uploadedBytes: uploadedBytes + (before?.uploadedBytes ?? 0),
      duplicateCount: duplicateCount + (before?.duplicateCount ?? 0),
    });
  }
  return [...days.values()];
}

function localDayOf(atMs: number): string {
  const date = new Date(atMs);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
