import { describe, expect, it } from 'vitest';
import { barsOf, startOfDays, sumOf } from './days.ts';

const NOW = new Date(2026, 2, 30, 23, 30).getTime();
const day = (name: string, uploadedCount: number, uploadedBytes: number, duplicateCount = 0) => ({
  day: name,
  uploadedCount,
  uploadedBytes,
  duplicateCount,
});

describe('the days of the chart', () => {
  it('are all there, also those without anything, and across a change of the clock', () => {
    const bars = barsOf([day('2026-03-28', 3, 300, 2), day('2026-03-30', 1, 100)], NOW, 4);
    expect(bars.map(({ photoCount, sizeBytes }) => [photoCount, sizeBytes])).toEqual([
      [0, 0],
      [5, 300],
      [0, 0],
      [1, 100],
    ]);
    expect(new Set(bars.map(({ atMs }) => new Date(atMs).getDate()))).toEqual(new Set([27, 28, 29, 30]));
    expect(sumOf(bars)).toEqual({ photoCount: 6, sizeBytes: 400 });
  });

  it('begin with a midnight', () => {
    expect(startOfDays(NOW, 30)).toBe(new Date(2026, 2, 1).getTime());
    expect(startOfDays(NOW, 1)).toBe(new Date(2026, 2, 30).getTime());
  });
});
