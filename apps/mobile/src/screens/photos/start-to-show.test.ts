import { describe, expect, it } from 'vitest';
import { startToShow } from './start-to-show.ts';

describe('where a line of chips is shown from', () => {
  it.each<[string, readonly (number | undefined)[], number, number | undefined]>([
    ['the beginning, for the first', [100, 100, 100, 100], 0, 0],
    ['the beginning, for one that is seen there', [100, 100, 100, 100], 1, 0],
    ['the chip itself, for one that is not', [100, 100, 100, 100], 2, 216],
    ['the chip, however many come before it', [100, 100, 100, 100, 100], 4, 432],
    ['nowhere yet, while one before it is not known', [100, undefined, 100], 2, undefined],
    ['nowhere yet, while it is not known itself', [100, undefined, 100], 1, undefined],
    ['the beginning, though one behind it is not known', [100, undefined], 0, 0],
    ['nowhere, where it is none of them', [100], -1, undefined],
  ])('is %s', (_what, widths, at, from) => {
    expect(startToShow(widths, at, 320)).toBe(from);
  });
});
