import { describe, expect, it } from 'vitest';
import { createFormats } from '../i18n/formats.ts';
import { createI18n } from '../i18n/create-i18n.ts';
import { shareOfRun, wordsOfRun } from './run-progress.ts';

const { t } = createI18n('en');
const formats = createFormats('en', t);
const progressOf = (settledCount: number, totalCount: number, bytesDone: number, bytesTotal: number) => ({
  settledCount,
  totalCount,
  bytesDone,
  bytesTotal,
  uploadedCount: 0,
  duplicateCount: 0,
  failedCount: 0,
  goneCount: 0,
  deletedCount: 0,
  bytesUploaded: 0,
  bytesPerSecond: undefined,
  remainingMs: undefined,
});

describe('how far a run is', () => {
  it.each([
    ['by bytes', progressOf(12, 50, 2_400_000, 5_100_000), 24 / 51, '12 of 50 • 2.4 MB / 5.1 MB'],
    ['by photos while no size is known', progressOf(0, 50, 0, 0), 0, '0 of 50'],
    ['by photos while the sum is what was sent', progressOf(12, 50, 9_000, 9_000), 0.24, '12 of 50'],
    ['to the end', progressOf(50, 50, 9_000, 9_000), 1, '50 of 50 • 9.0 kB / 9.0 kB'],
  ])('is told %s', (_how, progress, share, words) => {
    expect(shareOfRun(progress)).toBeCloseTo(share);
    expect(wordsOfRun(progress, formats, t)).toBe(words);
  });

  it('is not known before there is anything to do', () => {
    expect(shareOfRun(progressOf(0, 0, 0, 0))).toBeUndefined();
    expect(shareOfRun(undefined)).toBeUndefined();
  });
});
