import { describe, expect, it } from 'vitest';
import type { AssetRecord } from '@keepsake/engine';
import { gridOf, gridRowsOf, placesOf } from './photo-grid.ts';

const NAMES = {
  month: (atMs: number): string => new Date(atMs + 86_400_000).toISOString().slice(0, 7),
  year: (atMs: number): string => new Date(atMs + 86_400_000).toISOString().slice(0, 4),
};
const at = (...days: readonly string[]): readonly AssetRecord[] =>
  days.map((day, index) => ({
    asset: { id: `${day}-${index}`, createdAtMs: new Date(`${day}T12:00:00`).getTime() },
  })) as unknown as readonly AssetRecord[];

describe('the rows of the grid', () => {
  it('begin anew with each month, and hold as many as fit', () => {
    const rows = gridRowsOf(
      at('2026-02-03', '2026-02-02', '2026-02-01', '2026-02-01', '2026-01-31', '2025-01-31'),
      3,
      NAMES,
    );
    expect(rows.map((row) => (row.kind === 'heading' ? row.name : row.records.length))).toEqual([
      '2026-02',
      3,
      1,
      '2026-01',
      1,
      '2025-01',
      1,
    ]);
    expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
  });

  it('are by year where the months do not fill a line', () => {
    const rows = gridRowsOf(
      at('2026-05-03', '2026-03-02', '2026-01-01', '2025-12-01', '2025-03-31'),
      3,
      NAMES,
    );
    expect(rows.map((row) => (row.kind === 'heading' ? row.name : row.records.length))).toEqual([
      '2026',
      3,
      '2025',
      2,
    ]);
  });

  it('stand below each other without a gap', () => {
    const rows = gridRowsOf(at('2026-02-03', '2026-02-02', '2026-01-02'), 1, NAMES);
    const places = placesOf(rows, 100);
    for (const [index, { offset, length }] of places.entries())
      expect(places[index + 1]?.offset ?? offset + length).toBe(offset + length);
  });

  it.each([288, 358, 611, 1_088])('fill a width of %d', (width) => {
    const { columns, edge } = gridOf(width);
    expect(columns * edge + (columns - 1) * 3).toBeGreaterThan(width - 1);
    expect(columns * edge + (columns - 1) * 3).toBeLessThanOrEqual(width);
  });

  it('hold 100,000 photos, each once', () => {
    const records = Array.from({ length: 100_000 }, (_, index) => ({
      asset: { id: String(index), createdAtMs: 1_700_000_000_000 - index * 600_000 },
    })) as unknown as readonly AssetRecord[];
    const ids = gridRowsOf(records, 3, NAMES).flatMap((row) =>
      row.kind === 'photos' ? row.records.map(({ asset }) => asset.id) : [],
    );
    expect(ids).toEqual(records.map(({ asset }) => asset.id));
  });
});
