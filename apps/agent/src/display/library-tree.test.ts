import type { Statistics } from '@keepsake/engine';
import { describe, expect, it } from 'vitest';
import { summaryLines, type SummaryDetails } from './library-tree.ts';

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

const DETAILS: SummaryDetails = {
  livePhotoCount: 0,
  waiting: [],
  ignored: [{ reason: 'unsupported-type', count: 3 }],
};

/** What stands below each number of the tree, further in. */
function readTree(lines: readonly string[]): { readonly sums: number[]; readonly roots: number[] } {
  const numbered = lines.flatMap((line) => {
    const [, indent, number] = /^( +)([\d,]+) {2}\S/.exec(line) ?? [];
    if (indent === undefined || number === undefined) return [];
    return [{ column: indent.length + number.length, count: Number(number.replaceAll(',', '')) }];
  });
  const sums: number[] = [];
  for (const [index, { column, count }] of numbered.entries()) {
    const next = numbered.findIndex((other, at) => at > index && other.column <= column);
    const below = numbered.slice(index + 1, next === -1 ? undefined : next);
    const parts = below.filter((other) => other.column === below[0]?.column);
    if (parts.length > 0) sums.push(count - parts.reduce((sum, other) => sum + other.count, 0));
  }
  return {
    sums,
    roots: numbered.filter(({ column }) => column === numbered[0]?.column).map((one) => one.count),
  };
}

describe('summaryLines', () => {
  it('[A13][T1] are a tree in which the numbers below one add up to it', () => {
    expect(summaryLines(STATISTICS, DETAILS)).toEqual([
      '1,020 of 1,025 backed up',
      '',
      '  1,233  photos, videos and other files in the library',
      '         1,025  chosen for backup',
      '                1,020  backed up',
      '                    2  failed',
      '                    3  waiting',
      '           208  left out',
      '                200  in an excluded album',
      '                  5  in no selected album',
      '                  3  not a photo or video',
      '      1  gone before their turn came',
      '',
      '1,020 photos and videos are on the server: 1,000 sent from here, 20 that the server had already.',
    ]);
    expect(readTree(summaryLines(STATISTICS))).toEqual({ sums: [0, 0, 0], roots: [1_233, 1] });
  });

  it('[A12][A13][D10][I2] tell apart why something is left out', () => {
    const ignored = [
      { reason: 'before-cut-off', count: 2 },
      { reason: 'in-cloud', count: 1 },
    ] as const;
    const lines = summaryLines(
      { ...STATISTICS, deletedOnServerCount: 4, libraryCount: 1_238 },
      { ...DETAILS, ignored },
    );
    expect(readTree(lines)).toEqual({ sums: [0, 0, 0], roots: [1_237, 1] });
    const words = lines.map((line) => line.trim());
    expect(words).toContain('4  deleted on the server, and not sent again by themselves');
    expect(words).toContain('2  older than the date from which you back up');
    expect(words).toContain('1  not on this computer, and left in the cloud');
    expect(words).toContain('1,237  photos and videos in the library');
    // Numbers of another moment do not explain these.
    expect(summaryLines(STATISTICS).map((line) => line.trim())).toContain('3  left alone');
  });

  it('[T1] add up also when something that is backed up was excluded later', () => {
    const candidates = { ...STATISTICS.candidates, totalCount: 905, backedUpCount: 900 };
    const lines = summaryLines({ ...STATISTICS, candidates });
    expect(lines[0]).toBe('900 of 905 backed up');
    expect(lines.map((line) => line.trim())).toContain('120  backed up earlier, and still safe');
    expect(readTree(lines)).toEqual({ sums: [0, 0, 0], roots: [1_233, 1] });
  });

  it('[T1] are short where everything is chosen, and nothing was there before', () => {
    const counts = { excludedCount: 0, notSelectedCount: 0, ignoredCount: 0, goneCount: 0, failedCount: 0 };
    const none = { ...STATISTICS, ...counts, duplicateCount: 0, waitingCount: 0, libraryCount: 1_000 };
    const candidates = {
      totalCount: 1_000,
      backedUpCount: 1_000,
      waitingCount: 0,
      failedCount: 0,
      waitingBytes: 0,
    };
    expect(summaryLines({ ...none, candidates })).toEqual([
      '1,000 of 1,000 backed up',
      '',
      '  1,000  photos and videos in the library, all chosen for backup',
      '         1,000  backed up',
    ]);
  });
});

describe('summaryLines with details', () => {
  it('[T1] count the files on the disk where a Live Photo is two of them', () => {
    const rootOf = (livePhotoCount: number) => summaryLines(STATISTICS, { ...DETAILS, livePhotoCount })[2];
    expect(rootOf(4)).toBe(
      '  1,233  photos, videos and other files in the library (1,237 files: 4 are Live Photos with a motion part)',
    );
    expect(rootOf(1)).toContain('(1,234 files: 1 is a Live Photo with a motion part)');
    expect(rootOf(0)).not.toContain('(');
  });

  it('[A13][T1] say what is waited for, and by how many', () => {
    const room = { reason: 'for room on the server: your storage is full', count: 2 };
    const again = { reason: 'to be tried again: the server had a problem', count: 1 };
    const both = summaryLines(STATISTICS, {
      livePhotoCount: 0,
      waiting: [room, again],
      ignored: DETAILS.ignored,
    });
    expect(readTree(both)).toEqual({ sums: [0, 0, 0, 0], roots: [1_233, 1] });
    expect(both).toContain(`                       2  ${room.reason}`);
    const one = summaryLines(STATISTICS, {
      livePhotoCount: 0,
      waiting: [{ ...room, count: 3 }],
      ignored: [],
    });
    expect(one).toContain('                    3  waiting for room on the server: your storage is full');
  });
});
