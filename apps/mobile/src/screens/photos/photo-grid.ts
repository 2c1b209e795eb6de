import type { AssetRecord } from '@keepsake/engine';

/** One row of the grid: the name of a month or year, or as many photos as fit beside each other. */
export type GridRow =
  | { readonly kind: 'heading'; readonly key: string; readonly name: string }
  | { readonly kind: 'photos'; readonly key: string; readonly records: readonly AssetRecord[] };

/** Where a row stands, for a virtual list that can go anywhere at once. */
export interface GridPlace {
  readonly length: number;
  readonly offset: number;
  readonly index: number;
}

export const HEADING_HEIGHT = 52;
export const GAP = 3;
const LEAST_EDGE = 104;

/** How many photos fit beside each other, and how large they are. */
export function gridOf(width: number): { readonly columns: number; readonly edge: number } {
  const columns = Math.max(3, Math.floor((width + GAP) / (LEAST_EDGE + GAP)));
  return { columns, edge: Math.max(1, Math.floor(((width - GAP * (columns - 1)) / columns) * 100) / 100) };
}

/** Puts photos, newest first, into rows by month, or by year where they are few. */
export function gridRowsOf(
  records: readonly AssetRecord[],
  columns: number,
  names: { readonly month: (atMs: number) => string; readonly year: (atMs: number) => string },
): readonly GridRow[] {
  const period = periodOf(records, columns);
  const rows: GridRow[] = [];
  let span: Span | undefined;
  let row: AssetRecord[] = [];
  for (const record of records) {
    const { createdAtMs } = record.asset;
    if (span === undefined || createdAtMs < span.fromMs || createdAtMs >= span.untilMs) {
      span = spanOf(createdAtMs, period);
      row = [];
      rows.push({ kind: 'heading', key: `heading ${span.fromMs}`, name: names[period](span.fromMs) });
    }
    if (row.length === 0 || row.length === columns) {
      row = [];
      rows.push({ kind: 'photos', key: record.asset.id, records: row });
    }
    row.push(record);
  }
  return rows;
}

interface Span {
  readonly fromMs: number;
  readonly untilMs: number;
}

/** The month or year of a moment, where the device is; so that the next photos need not be looked up in the calendar. */
function spanOf(atMs: number, period: 'month' | 'year'): Span {
  const date = new Date(atMs);
  const [year, month] = [date.getFullYear(), date.getMonth()];
  return period === 'year'
    ? { fromMs: new Date(year, 0).getTime(), untilMs: new Date(year + 1, 0).getTime() }
    : { fromMs: new Date(year, month).getTime(), untilMs: new Date(year, month + 1).getTime() };
}

/** By the newest photos alone, so that what comes when one scrolls changes nothing above it. */
const JUDGED_BY = 200;

/** Years, where the months do not fill a line each. */
function periodOf(records: readonly AssetRecord[], columns: number): 'month' | 'year' {
  const newest = records.slice(0, JUDGED_BY);
  const months = new Set(newest.map(({ asset }) => spanOf(asset.createdAtMs, 'month').fromMs));
  return months.size > 3 && newest.length < months.size * columns ? 'year' : 'month';
}

/** Where each row stands. */
export function placesOf(rows: readonly GridRow[], edge: number): readonly GridPlace[] {
  let offset = 0;
  return rows.map((row, index) => {
    const length = row.kind === 'heading' ? HEADING_HEIGHT : edge + GAP;
    const place = { length, offset, index };
    offset += length;
    return place;
  });
}
