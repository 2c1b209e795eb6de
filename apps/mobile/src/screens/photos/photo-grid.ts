import type { AssetRecord } from '@keepsake/engine';

/** One row of the grid: the name of a month, or as many photos as fit beside each other. */
export type GridRow =
  | { readonly kind: 'month'; readonly key: string; readonly name: string }
  | { readonly kind: 'photos'; readonly key: string; readonly records: readonly AssetRecord[] };

/** Where a row stands, for a virtual list that can go anywhere at once. */
export interface GridPlace {
  readonly length: number;
  readonly offset: number;
  readonly index: number;
}

export const MONTH_HEIGHT = 52;
export const GAP = 3;
const LEAST_EDGE = 104;

/** How many photos fit beside each other, and how large they are. */
export function gridOf(width: number): { readonly columns: number; readonly edge: number } {
  const columns = Math.max(3, Math.floor((width + GAP) / (LEAST_EDGE + GAP)));
  return { columns, edge: Math.max(1, Math.floor(((width - GAP * (columns - 1)) / columns) * 100) / 100) };
}

/** Puts photos, newest first, into rows by month. */
export function gridRowsOf(
  records: readonly AssetRecord[],
  columns: number,
  nameOfMonth: (atMs: number) => string,
): readonly GridRow[] {
  const rows: GridRow[] = [];
  let month: Month | undefined;
  let row: AssetRecord[] = [];
  for (const record of records) {
    const { createdAtMs } = record.asset;
    if (month === undefined || createdAtMs < month.fromMs || createdAtMs >= month.untilMs) {
      month = monthOf(createdAtMs);
      row = [];
      rows.push({ kind: 'month', key: `month ${month.fromMs}`, name: nameOfMonth(month.fromMs) });
    }
    if (row.length === 0 || row.length === columns) {
      row = [];
      rows.push({ kind: 'photos', key: record.asset.id, records: row });
    }
    row.push(record);
  }
  return rows;
}

interface Month {
  readonly fromMs: number;
  readonly untilMs: number;
}

/** The month of a moment, where the device is; so that the next photos need not be looked up in the calendar. */
function monthOf(atMs: number): Month {
  const date = new Date(atMs);
  const [year, month] = [date.getFullYear(), date.getMonth()];
  return { fromMs: new Date(year, month).getTime(), untilMs: new Date(year, month + 1).getTime() };
}

/** Where each row stands. */
export function placesOf(rows: readonly GridRow[], edge: number): readonly GridPlace[] {
  let offset = 0;
  return rows.map((row, index) => {
    const length = row.kind === 'month' ? MONTH_HEIGHT : edge + GAP;
    const place = { length, offset, index };
    offset += length;
    return place;
  });
}
