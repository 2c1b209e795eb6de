import type { RunProgress, Statistics } from '@keepsake/engine';
import { describe, expect, it } from 'vitest';
import { outcomeSentence, runLine } from './summary.ts';

const STATISTICS: Statistics = {
  libraryCount: 1_234,
  uploadedCount: 1_000,
  duplicateCount: 20,
  waitingCount: 3,
  failedCount: 2,
  goneCount: 1,
  deletedOnServerCount: 0,
  excludedCount: 200,
  notSelectedCount: 5,
  ignoredCount: 3,
  unsupportedCount: 0,
  candidates: { totalCount: 1_025, backedUpCount: 1_020, waitingCount: 3, failedCount: 2, waitingBytes: 9 },
};

describe('runLine', () => {
  const progress = (uploadedCount: number): RunProgress => ({
    settledCount: 1,
    totalCount: 1,
    uploadedCount,
    duplicateCount: 1,
    failedCount: 0,
    goneCount: 0,
    deletedCount: 0,
    bytesDone: 1,
    bytesTotal: 1,
    bytesUploaded: uploadedCount * 1_000,
    bytesPerSecond: undefined,
    remainingMs: undefined,
  });
  const line = (uploadedCount: number, motionPartsSent: number): string =>
    runLine({ progress: progress(uploadedCount), storage: undefined }, motionPartsSent, 500);

  it('[D6] says that nothing had to be sent only when nothing was', () => {
    expect(line(0, 0)).toBe('Nothing had to be sent, in 0.5 s.');
    expect(line(2, 0)).toBe('2 photos and videos sent, 2.0 kB, in 0.5 s.');
    expect(line(0, 1)).toBe('1 motion part sent for Live Photos whose stills were there already, in 0.5 s.');
    expect(line(1, 2)).toMatch(/^1 photo or video sent, 1\.0 kB; 2 motion parts sent /);
  });
});

describe('outcomeSentence', () => {
  it('[E6] says that everything is backed up only when it is', () => {
    const done = { kind: 'completed' } as const;
    const all = {
      ...STATISTICS,
      notSelectedCount: 0,
      candidates: { ...STATISTICS.candidates, waitingCount: 0, failedCount: 0 },
    };
    expect(outcomeSentence(done, all)).toBe('Backup complete: everything is backed up.');
    expect(outcomeSentence(done, { ...all, notSelectedCount: 5 })).toBe(
      'Backup complete: everything that is selected is backed up.',
    );
    expect(outcomeSentence(done, { ...all, deletedOnServerCount: 1 })).toBe(
      'Backup complete: everything is backed up, except 1 photo or video that was deleted on the server.',
    );
    expect(outcomeSentence(done, STATISTICS)).toBe('Everything is backed up except 2 photos and videos.');
    expect(outcomeSentence(done, all, { unreadableCount: 1 })).toMatch(/^1 place could not be looked into/);
    expect(outcomeSentence(done, all, { emptiedCount: 1 })).toBe('All that could be looked at is backed up.');
    const waiting = { ...all, candidates: { ...all.candidates, waitingCount: 1 } };
    expect(outcomeSentence(done, waiting)).toBe('1 photo or video still waiting.');
    const typo = { unknownExclusions: ['Shots', 'Cam\u001b'] };
    expect(outcomeSentence(done, all, typo)).toBe(
      'Backup complete, but nothing was excluded by the name "Shots", "Cam\\u001b": all that was found is backed up.',
    );
    for (const statistics of [all, STATISTICS, waiting]) {
      expect(outcomeSentence(done, statistics, typo)).toContain('nothing was excluded by the name "Shots"');
      expect(outcomeSentence(done, statistics, typo)).not.toMatch(/everything/i);
    }
    for (const outcome of [
      { kind: 'held-back', by: 'wi-fi' },
      { kind: 'out-of-time' },
      { kind: 'yielded' },
    ] as const) {
      expect(outcomeSentence(outcome, all)).not.toMatch(/complete|everything/i);
    }
    expect(outcomeSentence({ kind: 'held-back', by: 'wi-fi' }, all)).toMatch(/^Waiting for Wi-Fi\./);
    expect(outcomeSentence({ kind: 'cancelled' }, all)).toMatch(/^Stopped\./);
    expect(outcomeSentence({ kind: 'stopped', code: 'quota-exceeded', detail: '' }, all)).toMatch(/full/);
  });
});
