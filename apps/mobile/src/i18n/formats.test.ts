import { describe, expect, it } from 'vitest';
import { createI18n } from './create-i18n.ts';
import { createFormats, type Formats } from './formats.ts';
import type { Language } from './languages.ts';

const formatsOf = (language: Language): Formats => createFormats(language, createI18n(language).t);
/** Spaces that do not break are spaces. */
const plain = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, ' ');
const NOON = new Date(2026, 10, 20, 12, 0).getTime();
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('numbers', () => {
  it.each<[Language, string, string]>([
    ['en', '1,234,567', '45%'],
    ['de', '1.234.567', '45 %'],
    ['fr', '1 234 567', '45 %'],
    ['ja', '1,234,567', '45%'],
  ])('have the separators of %s', (language, number, percent) => {
    const formats = formatsOf(language);
    expect([plain(formats.number(1_234_567)), plain(formats.percent(0.459))]).toEqual([number, percent]);
  });

  it('say tenths of a percent where they move, and 100 % of the whole alone', () => {
    expect([0, 0.96429, 0.99999, 1].map((share) => formatsOf('en').tenthPercent(share))).toEqual([
      '0.0%',
      '96.4%',
      '99.9%',
      '100%',
    ]);
  });

  it('say 100 % of the whole alone', () => {
    expect([0.999, 1, 1.2, -1].map((share) => formatsOf('en').percent(share))).toEqual([
      '99%',
      '100%',
      '100%',
      '0%',
    ]);
  });
});

describe('sizes', () => {
  it.each<[number, string]>([
    [0, '0 bytes'],
    [1, '1 byte'],
    [999, '999 bytes'],
    [999.7, '1.0 kB'],
    [2_400_000, '2.4 MB'],
    [99_960_000, '100 MB'],
    [999_600_000, '1.0 GB'],
    [200_000_000_000, '200 GB'],
    [5_000_000_000_000_000, '5,000 TB'],
  ])('of %d bytes', (bytes, words) => {
    expect(formatsOf('en').size(bytes)).toBe(words);
  });

  it.each<[Language, string]>([
    ['de', '2,4 MB'],
    ['fr', '2,4 Mo'],
    ['ja', '2.4 MB'],
    ['ar', '2.4 م.ب'],
  ])('in %s', (language, words) => {
    expect(plain(formatsOf(language).size(2_400_000))).toBe(words);
  });

  it('a second', () => {
    expect(formatsOf('en').speed(1_250_000)).toBe('1.3 MB/s');
  });
});

describe('how long ago', () => {
  it.each<[string, number, string]>([
    ['a moment', 59_000, 'just now'],
    ['in a future that a clock made', -HOUR, 'just now'],
    ['a minute', MINUTE, '1 minute ago'],
    ['an hour', 59 * MINUTE, '59 minutes ago'],
    ['this morning', 2 * HOUR, '2 hours ago'],
    ['last night', 11 * HOUR + 59 * MINUTE, '11 hours ago'],
    ['yesterday noon', DAY, 'yesterday'],
    ['yesterday morning', 35 * HOUR, 'yesterday'],
    ['the day before', 2 * DAY, '2 days ago'],
    ['a week', 7 * DAY, 'Nov 13, 2026'],
  ])('%s', (_what, pastMs, words) => {
    expect(formatsOf('en').ago(NOON - pastMs, NOON)).toBe(words);
  });

  it('says yesterday of another day, not of 24 hours', () => {
    const lateEvening = new Date(2026, 10, 20, 23, 30).getTime();
    expect(formatsOf('en').ago(lateEvening - 23 * HOUR, lateEvening)).toBe('23 hours ago');
  });

  it.each<[Language, string[]]>([
    ['de', ['vor 1 Stunde', 'vor 2 Stunden', 'gestern']],
    ['ja', ['1時間前', '2時間前', '昨日']],
    ['ar', ['قبل ساعة', 'قبل ساعتين', 'أمس']],
  ])('in %s', (language, words) => {
    const formats = formatsOf(language);
    expect([HOUR, 2 * HOUR, DAY].map((pastMs) => formats.ago(NOON - pastMs, NOON))).toEqual(words);
  });
});

describe('dates', () => {
  it.each<[Language, string, string]>([
    ['en', 'en-US', 'Nov 20, 2026'],
    ['en', 'en-GB', '20 Nov 2026'],
    ['de', 'de-AT', '20. Nov. 2026'],
    // The calendar and the figures stay those of the other words.
    ['ar', 'ar-SA', '20 نوفمبر 2026'],
  ])('of %s in %s', (language, country, words) => {
    expect(createFormats(language, createI18n(language).t, country).date(NOON)).toBe(words);
  });
});

describe('since when', () => {
  it.each<[Language, string, string, string]>([
    ['en', 'en-GB', '09:05', '19 Nov 2026, 23:05'],
    ['en', 'en-US', '9:05 AM', 'Nov 19, 2026, 11:05 PM'],
    ['de', 'de-DE', '09:05', '19. Nov. 2026, 23:05'],
    ['ar', 'ar-EG', '9:05 ص', '19 نوفمبر 2026، 11:05 م'],
  ])('of %s in %s', (language, country, today, before) => {
    const now = new Date(2026, 10, 20, 12).getTime();
    const { since } = createFormats(language, createI18n(language).t, country);
    expect(plain(since(new Date(2026, 10, 20, 9, 5).getTime(), now))).toBe(today);
    expect(plain(since(new Date(2026, 10, 19, 23, 5).getTime(), now))).toBe(before);
  });
});

describe('what is left', () => {
  it.each<[number, string]>([
    [0, 'a few seconds left'],
    [9_000, 'a few seconds left'],
    [10_000, 'about 10 seconds left'],
    [14_000, 'about 20 seconds left'],
    [40_000, 'about 40 seconds left'],
    [50_000, 'about 50 seconds left'],
    [57_000, 'about 1 minute left'],
    [3 * MINUTE, 'about 3 minutes left'],
    [90 * MINUTE, 'about 2 hours left'],
  ])('%d ms', (remainingMs, words) => {
    expect(formatsOf('en').left(remainingMs)).toBe(words);
  });

  it('is counted down evenly, ten seconds at a time', () => {
    const told = new Map<string, number>();
    for (let tenths = 500; tenths > 0; tenths -= 1) {
      const words = formatsOf('en').left(tenths * 100);
      told.set(words, (told.get(words) ?? 0) + 1);
    }
    const lengths = [...told.values()].filter((length) => length > 1);
    expect(lengths).toHaveLength(5);
    for (const length of lengths) expect(Math.abs(length - 100)).toBeLessThanOrEqual(1);
  });
});

describe('plural forms', () => {
  it('are the six of Arabic', () => {
    const { t } = createI18n('ar');
    const words = [0, 1, 2, 3, 11, 100].map((count) => t('ago.hours', { count }));
    expect(new Set(words).size).toBe(6);
    expect(words[3]).toBe('قبل 3 ساعات');
  });
});
