import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import {
  asPrinted,
  fitColumns,
  formatAgo,
  formatBar,
  formatBytes,
  formatDuration,
  formatRemaining,
  formatWhen,
  printable,
} from './format.ts';

describe('fitColumns', () => {
  it('leaves what fits, and shortens in the middle what does not', () => {
    expect(fitColumns('IMG_1.jpg', 9)).toBe('IMG_1.jpg');
    expect(fitColumns('a long name of a file.jpg', 11)).toBe('a lon…e.jpg');
  });

  it.each(['日本'.repeat(30), '👨‍👩‍👧‍👦'.repeat(20), 'e\u0301'.repeat(50), 'x'.repeat(300)])(
    'never takes more columns than there are',
    (text) => {
      for (const columns of [1, 2, 3, 10, 41])
        expect(stringWidth(fitColumns(text, columns))).toBeLessThanOrEqual(columns);
    },
  );
});

describe('printable', () => {
  it('shows names that are understood when they are typed as they are shown', () => {
    for (const name of ['bad\uefff\ueffe.jpg', 'new\nline.jpg', 'a\u202eb', 'plain ✓.jpg'])
      expect(asPrinted(printable(name))).toBe(name);
    for (const other of ['C:\\users\\x', '\\u0041.jpg', '\\x41', '\\xFF'])
      expect(asPrinted(other)).toBe(other);
  });

  it('lets no name move the cursor, begin a line or turn the direction', () => {
    expect(printable('a\u001b[2J\r\n\tb\u007f\u009b')).toBe(
      'a\\u001b[2J\\u000d\\u000a\\u0009b\\u007f\\u009b',
    );
    expect(printable('\u202egpj.exe\u2066')).toBe('\\u202egpj.exe\\u2066');
    expect(printable('\u200ea\u200fb\u061c')).toBe('\\u200ea\\u200fb\\u061c');
    expect(printable('Grüße 日本 🎉')).toBe('Grüße 日本 🎉');
  });

  it('shows bytes that are no text as bytes', () => {
    expect(printable('caf\uefe9.jpg')).toBe('caf\\xe9.jpg');
  });
});

describe('numbers', () => {
  it.each([
    [0, '0 bytes'],
    [999, '999 bytes'],
    [1_000, '1.0 kB'],
    [99_499, '99.5 kB'],
    [999_499, '999 kB'],
    [999_600, '1.0 MB'],
    [5_100_000, '5.1 MB'],
    [2e15, '2000 TB'],
  ])('%d bytes are %s', (sizeBytes, words) => expect(formatBytes(sizeBytes)).toBe(words));

  it.each([
    [0, 'a few seconds'],
    [34_000, 'about 40 seconds'],
    [56_000, 'about 1 minute'],
    [150_000, 'about 3 minutes'],
    [3_590_000, 'about 1 hour'],
    [5_400_000, 'about 1.5 hours'],
  ])('%d ms left is %s', (remainingMs, words) => expect(formatRemaining(remainingMs)).toBe(words));

  it.each([
    [800, '0.8 s'],
    [59_800, '1 min 0 s'],
    [61_000, '1 min 1 s'],
    [119_700, '2 min 0 s'],
    [7_480_000, '2 h 4 min'],
  ])('%d ms took %s', (durationMs, words) => expect(formatDuration(durationMs)).toBe(words));

  it('says how long ago, and never that it is in the future', () => {
    expect(formatAgo(1_000, 0)).toBe('just now');
    expect(formatAgo(0, 60_000)).toBe('1 minute ago');
    expect(formatAgo(0, 47 * 3_600_000)).toBe('47 hours ago');
    expect(formatAgo(0, 49 * 3_600_000)).toBe('2 days ago');
  });

  it('[P2] draws a bar that is never wider nor fuller than it may be', () => {
    expect([-1, 0, 0.5, 0.999, 1, 2].map((fraction) => formatBar(fraction, 4))).toEqual([
      '░░░░',
      '░░░░',
      '██░░',
      '███░',
      '████',
      '████',
    ]);
  });
});

it('says when to try again, in words that read on', () => {
  const shown = [undefined, 0, 1_000, 29_200, 90_000, 3_600_000, 7_200_000].map(formatWhen);
  expect(shown).toEqual([
    'later',
    'in 1 second',
    'in 1 second',
    'in 30 seconds',
    'in 2 minutes',
    'in 60 minutes',
    'in 2 hours',
  ]);
});
