import type { Statistics } from '@keepsake/engine';
import { describe, expect, it } from 'vitest';
import { outcomeSentence, summaryLines } from './summary.ts';

const STATISTICS: Statistics = {
  libraryCount: 1_234,
  uploadedCount: 1_000,
  duplicateCount: 20,
  waitingCount: 3,
  failedCount: 2,
  goneCount: 1,
  excludedCount: 200,
  notSelectedCount: 5,
  ignoredCount: 3,
  candidates: { totalCount: 1_025, backedUpCount: 1_020, waitingCount: 3, failedCount: 2, waitingBytes: 9 },
};

describe('summaryLines', () => {
  it('[A13][T1] add up to the library, in one column', () => {
    const [headline, , total, ...rows] = summaryLines(STATISTICS);
    expect(headline).toBe('1,020 of 1,025 backed up');
    const counts = rows.map((row) =>
      Number(/ {2,}([\d,]+)(?: |$)/.exec(row.slice(2))?.[1]?.replace(',', '')),
    );
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(1_234);
    const column = (total as string).length;
    for (const row of rows) expect(row.slice(0, column)).toMatch(/\d$/);
  });
});

describe('outcomeSentence', () => {
  it('[E6] says that everything is backed up only when it is', () => {
    const done = { kind: 'completed' } as const;
    const all = { ...STATISTICS, candidates: { ...STATISTICS.candidates, waitingCount: 0, failedCount: 0 } };
    expect(outcomeSentence(done, all)).toBe('Backup complete: everything is backed up.');
    expect(outcomeSentence(done, STATISTICS)).toBe('Everything is backed up except 2 files.');
    expect(outcomeSentence(done, all, 1)).toMatch(/^1 place could not be looked into/);
    const waiting = { ...all, candidates: { ...all.candidates, waitingCount: 1 } };
    expect(outcomeSentence(done, waiting)).toBe('1 file still waiting.');
    expect(outcomeSentence({ kind: 'cancelled' }, all)).toMatch(/^Stopped\./);
    expect(outcomeSentence({ kind: 'stopped', code: 'quota-exceeded', detail: '' }, all)).toMatch(/full/);
  });
});
