import type { TFunction } from 'i18next';
import { datesTagOf } from './dates-tag.ts';
import type { Language } from './languages.ts';

/** Numbers, sizes and times as people of a language write them. */
export interface Formats {
  /** `1,234` */
  number(value: number): string;
  /** Of 0 to 1: `45%`. */
  percent(share: number): string;
  /** The same of what is watched while it moves: `96.4%`. */
  tenthPercent(share: number): string;
  /** Bytes, in units of 1,000: `2.4 MB`. */
  size(bytes: number): string;
  /** `2.4 MB/s` */
  speed(bytesPerSecond: number): string;
  /** `20 Nov 2026` */
  date(atMs: number): string;
  /** `20 Nov 2026, 14:32` */
  moment(atMs: number): string;
  /** `November 2026` */
  month(atMs: number): string;
  /** `2026` */
  year(atMs: number): string;
  /** Of a video: `0:12`, `1:02:03`. */
  duration(durationMs: number): string;
  /** `2 hours ago`, `yesterday`; the date when it is a week or more. */
  ago(atMs: number, nowMs: number): string;
  /** Of something that lasts: `14:32`, with its date where that was not today. */
  since(atMs: number, nowMs: number): string;
  /** No more precise than it can be known: `about 3 minutes left`. */
  left(remainingMs: number): string;
}

const UNITS = ['size.kB', 'size.MB', 'size.GB', 'size.TB'] as const;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Makes the formats of a language; `t` speaks the same one. `country`: whose dates are written, as the device tells it: `en-GB`. */
export function createFormats(language: Language, t: TFunction, country: string = language): Formats {
  const dates = datesTagOf(country, language);
  const whole = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
  const tenths = new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 });
  const tenthPercent = new Intl.NumberFormat(language, { style: 'percent', minimumFractionDigits: 1 });
  const day = { day: 'numeric', month: 'short', year: 'numeric' } as const;
  const date = new Intl.DateTimeFormat(dates, day);
  const moment = new Intl.DateTimeFormat(dates, { ...day, hour: 'numeric', minute: '2-digit' });
  const clock = new Intl.DateTimeFormat(dates, { timeStyle: 'short' });
  const month = new Intl.DateTimeFormat(dates, { month: 'long', year: 'numeric' });
  const year = new Intl.DateTimeFormat(dates, { year: 'numeric' });
  const padded = new Intl.NumberFormat(language, { minimumIntegerDigits: 2 });

  const size = (bytes: number): string => {
    if (bytes < 999.5) return t('size.bytes', { count: Math.round(bytes), number: whole.format(bytes) });
    let value = bytes / 1000;
    let unit = 0;
    while (value >= 999.5 && unit < UNITS.length - 1) {
      value /= 1000;
      unit += 1;
    }
    const number = value >= 99.95 ? whole.format(value) : tenths.format(value);
    return t(UNITS[unit] ?? 'size.TB', { number });
  };

  return {
    number: (value) => whole.format(value),
    // A hundred is said of the whole alone.
    percent: (share) => percent.format(share >= 1 ? 1 : Math.floor(Math.max(0, share) * 100) / 100),
    tenthPercent: (share) =>
      share >= 1 ? percent.format(1) : tenthPercent.format(Math.floor(Math.max(0, share) * 1000) / 1000),
    size,
    speed: (bytesPerSecond) => t('size.perSecond', { size: size(bytesPerSecond) }),
    date: (atMs) => date.format(atMs),
    moment: (atMs) => moment.format(atMs),
    month: (atMs) => month.format(atMs),
    year: (atMs) => year.format(atMs),
    duration(durationMs) {
      const seconds = Math.round(durationMs / 1000);
      const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
      const parts = hours === 0 ? [whole.format(minutes)] : [whole.format(hours), padded.format(minutes)];
      return [...parts, padded.format(seconds % 60)].join(':');
    },
    ago(atMs, nowMs) {
      // A clock that went back makes no future of the past.
      const pastMs = Math.max(0, nowMs - atMs);
      if (pastMs < MINUTE) return t('ago.now');
      if (pastMs < HOUR) return t('ago.minutes', { count: Math.floor(pastMs / MINUTE) });
      const days = daysBetween(atMs, nowMs);
      if (pastMs < 12 * HOUR || days === 0) return t('ago.hours', { count: Math.floor(pastMs / HOUR) });
      if (days <= 1) return t('ago.yesterday');
      if (days < 7) return t('ago.days', { count: days });
      return date.format(atMs);
    },
    since: (atMs, nowMs) => (midnightOf(atMs) === midnightOf(nowMs) ? clock : moment).format(atMs),
    left(remainingMs) {
      if (remainingMs < 10_000) return t('left.moments');
      // Up, so that each is told for as long as the next.
      const tens = Math.ceil(remainingMs / 10_000);
      if (tens < 6) return t('left.seconds', { count: tens * 10 });
      const minutes = Math.round(remainingMs / MINUTE);
      if (minutes < 60) return t('left.minutes', { count: Math.max(1, minutes) });
      return t('left.hours', { count: Math.round(remainingMs / HOUR) });
    },
  };
}

/** Midnights between two moments, where the device is. */
function daysBetween(fromMs: number, toMs: number): number {
  return Math.round((midnightOf(toMs) - midnightOf(fromMs)) / DAY);
}

function midnightOf(atMs: number): number {
  return new Date(atMs).setHours(0, 0, 0, 0);
}
