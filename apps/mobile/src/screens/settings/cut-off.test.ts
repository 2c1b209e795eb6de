import { describe, expect, it } from 'vitest';
import { midnightOf, startOfDay, typedDayOf } from './cut-off.ts';

describe('a cut-off date', () => {
  it.each([
    ['31', '1', '2024', new Date(2024, 0, 31).getTime()],
    ['29', '2', '2024', new Date(2024, 1, 29).getTime()],
    ['٣١', '١', '٢٠٢٤', new Date(2024, 0, 31).getTime()],
    ['１', '２', '２０２０', new Date(2020, 1, 1).getTime()],
    ['29', '2', '2023', undefined],
    ['31', '4', '2024', undefined],
    ['0', '4', '2024', undefined],
    ['1', '13', '2024', undefined],
    ['1', '1', '24', undefined],
    ['', '1', '2024', undefined],
    ['1.5', '1', '2024', undefined],
  ])('of %s.%s.%s', (day, month, year, atMs) => {
    expect(startOfDay({ day, month, year })).toBe(atMs);
  });

  it('is the midnight before', () => {
    const atMs = new Date(2026, 10, 20, 13, 5).getTime();
    expect(midnightOf(atMs)).toBe(new Date(2026, 10, 20).getTime());
    expect(startOfDay(typedDayOf(atMs))).toBe(midnightOf(atMs));
  });
});
