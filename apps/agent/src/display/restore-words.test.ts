import type { RemoteOriginal } from '@keepsake/engine';
import { describe, expect, it } from 'vitest';
import { restoreLines, restoreProgressLine, type FullReport } from './restore-words.ts';

const REPORT: FullReport = {
  outcome: { kind: 'completed' },
  wantedCount: 2,
  isAllCounted: true,
  restoredCount: 2,
  thereCount: 0,
  goneCount: 0,
  failedCount: 0,
  withheldCount: 0,
  receivedFileCount: 2,
  repeatedFileCount: 0,
  receivedBytes: 10,
  emptyAlbumNames: [],
  failures: [],
  renamedCount: 0,
  renamed: [],
};
const linesOf = (more: Partial<FullReport>): readonly string[] =>
  restoreLines({ ...REPORT, ...more }, '/disk/photos');

describe('what the end of a restore says', () => {
  it('[V3] of names that are not as before, and of equal files', () => {
    const equal = 'The server keeps equal files once, so of those one came home.';
    const renamed = [{ was: 'a\nb.jpg', now: 'Rome/a_b.jpg' }];
    expect(linesOf({ renamedCount: 1, renamed }).slice(-5)).toEqual([
      '',
      '1 file has another name than before: another file had it, or not every disk takes it.',
      '  a\\u000ab.jpg is now Rome/a_b.jpg',
      '',
      equal,
    ]);
    const many = linesOf({ renamedCount: 1_200, renamed });
    expect(many.at(-5)).toMatch(/^1,200 files have another name/);
    expect(many.at(-3)).toBe('  … and 1,199 more');
    expect(linesOf({}).at(-1)).toBe(equal);
    // Where nothing came, nothing is to be said of it.
    expect(linesOf({ restoredCount: 0, thereCount: 2 }).join()).not.toMatch(/equal|another name/);
  });

  it('[V3] of what the server does not let be read', () => {
    const [first, ...rest] = linesOf({ withheldCount: 3 });
    expect(first).toBe('Everything that the server gives away is in /disk/photos.');
    expect(rest.at(-1)).toBe(
      'The server keeps 3 files that it does not let be read, as in a locked folder. Move them out of there on the server, then restore again.',
    );
    expect(linesOf({ withheldCount: 1, wantedCount: 0, restoredCount: 0 })).toEqual([
      'Nothing was brought home.',
      '',
      'The server keeps 1 file that it does not let be read, as in a locked folder. Move it out of there on the server, then restore again.',
    ]);
  });

  it('[V3] of a server that was not asked for everything: no number that claims to be all', () => {
    const stopped = { outcome: { kind: 'cancelled' }, wantedCount: 100 } as const;
    expect(linesOf({ ...stopped, isAllCounted: false })[2]).toBe(
      '  100  photos and videos on the server counted so far; there may be more',
    );
    expect(linesOf(stopped)[2]).toBe('  100  photos and videos on the server');
    const underWay = { ...REPORT, wantedCount: 100 };
    expect(restoreProgressLine({ ...underWay, isAllCounted: false })).toBe(
      'Bringing home… 2 of at least 100, 10 bytes received',
    );
    expect(restoreProgressLine(underWay)).toBe('Bringing home… 2 of 100, 10 bytes received');
  });

  it('[V3] of what is damaged on the server: that a backup mends it, and a retry does not', () => {
    const original = { fileName: 'a.jpg' } as RemoteOriginal;
    const failures = [{ original, part: 'original', reason: { kind: 'damaged' } }] as const;
    expect(linesOf({ restoredCount: 1, failedCount: 1, failures }).slice(-4)).toEqual([
      'Not restored:',
      '  a.jpg: what the server keeps of it is damaged; `keepsake backup` on the device that has it sends it again',
      '',
      'What is damaged on the server cannot be restored until `keepsake backup` has sent it again from the device that has it. Restoring again before that changes nothing.',
    ]);
  });

  it('[V3] of a photo whose motion part alone is missing', () => {
    const original = { fileName: 'IMG_1.HEIC' } as RemoteOriginal;
    const reason = { kind: 'error', code: 'server-error' } as const;
    const failures = [{ original, part: 'motion', reason }] as const;
    const lines = linesOf({ restoredCount: 1, failedCount: 1, failures });
    expect(lines[0]).toBe('Everything is in /disk/photos except 1 photo or video.');
    expect(lines.at(-1)).toMatch(/^ {2}IMG_1\.HEIC \(its motion part alone\): /);
  });
});
