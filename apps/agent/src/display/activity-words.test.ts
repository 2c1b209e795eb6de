import type { BackupSnapshot, VerifyProgress } from '@keepsake/engine';
import { expect, it } from 'vitest';
import { activitySentence, progressSentence } from './activity-words.ts';

const MB = 1_000_000;
const BEGUN = { checkedCount: 0, totalCount: 1_200, bytesChecked: 0, bytesTotal: 5_000 * MB };

it.each<[VerifyProgress | undefined, string]>([
  [undefined, 'Comparing with the server…'],
  [{ ...BEGUN, remainingMs: undefined }, 'Comparing with the server…'],
  [
    { ...BEGUN, checkedCount: 300, bytesChecked: 1_250 * MB, remainingMs: 120_000 },
    'Comparing with the server… 300 of 1,200 • 1.3 GB / 5.0 GB • about 2 minutes left',
  ],
  [
    { ...BEGUN, checkedCount: 300, bytesTotal: 0, remainingMs: undefined },
    'Comparing with the server… 300 of 1,200',
  ],
  [
    { ...BEGUN, checkedCount: 1_200, bytesTotal: 0, remainingMs: 0 },
    'Comparing with the server… 1,200 of 1,200',
  ],
])('[V1] says how far a verification is: %o', (progress, words) => {
  expect(activitySentence({ activity: { kind: 'verifying', progress } } as BackupSnapshot)).toBe(words);
});

it.each([
  [{ failedCount: 0, goneCount: 0 }, '42 of 43 • '],
  [{ failedCount: 1, goneCount: 0 }, '42 of 43 (1 failed) • '],
  [{ failedCount: 1, goneCount: 2 }, '42 of 43 (1 failed, 2 gone) • '],
])('[P2] says how many of those that are done with are not on the server: %o', (counts, words) => {
  const progress = { ...counts, settledCount: 42, totalCount: 43, bytesDone: 9, bytesTotal: 9 };
  expect(progressSentence({ progress } as BackupSnapshot)).toBe(`${words}9 bytes / 9 bytes`);
});
