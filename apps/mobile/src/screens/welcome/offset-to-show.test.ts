import { expect, it } from 'vitest';
import { offsetToShow } from './offset-to-show.ts';

const LIST = { top: 10, height: 300 };

it.each([
  ['is seen already', 40, { top: 100, height: 50 }, 40],
  ['is below', 40, { top: 290, height: 50 }, 40 + 38],
  ['is above', 40, { top: 0, height: 50 }, 40 - 18],
  ['is at the very top', 5, { top: 0, height: 50 }, 0],
  ['is higher than the list, and below', 0, { top: 110, height: 400 }, 92],
])('what %s', (_what, offset, thing, expected) => {
  expect(offsetToShow(offset, LIST, thing, 8)).toBe(expected);
});
