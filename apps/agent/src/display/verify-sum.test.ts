import type { VerifyReport } from '@keepsake/engine';
import { expect, it } from 'vitest';
import { VerifySum } from './verify-sum.ts';

const report: VerifyReport = {
  checkedCount: 2,
  soundCount: 2,
  missingCount: 0,
  damagedCount: 0,
  unknownCount: 0,
  isDeep: true,
  differing: [],
};
const lastWord = (...openCounts: readonly number[]): string => {
  const sum = new VerifySum();
  for (const [index, openCount] of openCounts.entries()) sum.add([`/${index}`], report, { openCount });
  return sum.lines(openCounts.length).join(' ');
};

it('[V1] does not say that everything is there while what was found damaged before is not', () => {
  expect(lastWord(0, 0)).toContain('everything that is backed up is on the server. 4 compared.');
  expect(lastWord(0, 1)).toContain('nothing differs in what was compared. 4 compared.');
});
