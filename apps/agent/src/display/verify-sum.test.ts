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
const NOTHING_LEFT = { failedCount: 0, waitingCount: 0 };
const lastWord = (...openCounts: readonly number[]): string => {
  const sum = new VerifySum();
  for (const [index, openCount] of openCounts.entries())
    sum.add([`/${index}`], report, { openCount }, NOTHING_LEFT);
  return sum.lines(openCounts.length).join(' ');
};

it('[V1] does not say that everything is there while what was found damaged before is not', () => {
  expect(lastWord(0, 0)).toContain('everything that is backed up is on the server. 4 compared.');
  expect(lastWord(0, 1)).toContain('nothing differs in what was compared. 4 compared.');
});

it('[E6] says last how much is not backed up at all', () => {
  const sum = new VerifySum();
  sum.add(['/0'], report, { openCount: 0 }, { failedCount: 1, waitingCount: 0 });
  sum.add(['/1'], report, { openCount: 0 }, { failedCount: 0, waitingCount: 2 });
  expect(sum.lines(2).join(' ')).toMatch(/is on the server\. 4 compared\. 3 not backed up\.$/);
  expect(sum.counts()).toMatchObject({ failedCount: 1, waitingCount: 2 });
});
