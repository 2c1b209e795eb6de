import { describe, expect, it } from 'vitest';
import { offsetFromRight, startToShow } from './start-to-show.ts';

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

describe('that place, where one reads from the right', () => {
  it.each<[string, number, string, number | undefined, number | undefined]>([
    ['backwards from the right edge in a browser', 216, 'web', undefined, -216],
    ['from the right edge on iOS, where React Native turns it round', 216, 'ios', 900, 216],
    ['from the left edge on Android', 216, 'android', 900, 900 - 320 - 216],
    ['at the right edge for the beginning', 0, 'android', 900, 580],
    ['no further than to the left edge', 700, 'android', 900, 0],
    ['nowhere yet on Android, while the width of all is not known', 216, 'android', undefined, undefined],
  ])('is %s', (_what, from, platform, contentWidth, offset) => {
    expect(offsetFromRight(from, { platform, contentWidth, room: 320 })).toBe(offset);
  });
});
