import type { Settings, UploadOrder } from '@keepsake/engine';
import { CommandError } from './command-error.ts';

/** Settings of every command that sends. */
export const RUN_SETTINGS = { jobs: { type: 'string', short: 'j' } } as const;

/** Settings of a backup. */
export const BACKUP_SETTINGS = {
  ...RUN_SETTINGS,
  'sync-albums': { type: 'boolean' },
  since: { type: 'string' },
  order: { type: 'string' },
  'skip-cloud': { type: 'boolean' },
} as const;

/** All that can be set. */
export const ALL_SETTINGS = {
  ...BACKUP_SETTINGS,
  background: { type: 'boolean' },
  'only-charging': { type: 'boolean' },
  delay: { type: 'string' },
} as const;

interface SettingWords {
  readonly jobs?: string | undefined;
  readonly 'sync-albums'?: boolean | undefined;
  readonly since?: string | undefined;
  readonly order?: string | undefined;
  readonly 'skip-cloud'?: boolean | undefined;
  readonly background?: boolean | undefined;
  readonly 'only-charging'?: boolean | undefined;
  readonly delay?: string | undefined;
}

/**
 * The settings that the person named, and no others: the rest stays as it is.
 *
 * @throws CommandError for a value that is none
 */
export function readSettings(words: SettingWords): Partial<Settings> {
  const { jobs, since, order, delay, background } = words;
  const syncAlbums = words['sync-albums'];
  const ignoreIcloudAssets = words['skip-cloud'];
  const requireCharging = words['only-charging'];
  return {
    ...(jobs === undefined ? {} : { parallelUploads: parallelOf(jobs) }),
    ...(syncAlbums === undefined ? {} : { syncAlbums }),
    ...(since === undefined ? {} : { cutOffAtMs: cutOffOf(since) }),
    ...(order === undefined ? {} : { order: orderOf(order) }),
    ...(ignoreIcloudAssets === undefined ? {} : { ignoreIcloudAssets }),
    ...(background === undefined ? {} : { backgroundBackup: background }),
    ...(requireCharging === undefined ? {} : { requireCharging }),
    ...(delay === undefined ? {} : delaysOf(delay)),
  };
}

function parallelOf(jobs: string): number {
  const count = Number(jobs);
  if (Number.isInteger(count) && count >= 1 && count <= 10) return count;
  throw new CommandError(`--jobs takes a whole number from 1 to 10, not "${jobs}".`);
}

const LONGEST_DELAY_SECONDS = 3_600;
/** A library in which it is never quiet is backed up all the same, after so many times the delay. */
const MAX_DELAYS = 10;

function delaysOf(delay: string): Pick<Settings, 'triggerDelayMs' | 'maxDelayMs'> {
  const seconds = /^\d+(?:\.\d+)?$/.test(delay) ? Number(delay) : NaN;
  if (seconds >= 0.1 && seconds <= LONGEST_DELAY_SECONDS) {
    const triggerDelayMs = Math.round(seconds * 1_000);
    return { triggerDelayMs, maxDelayMs: triggerDelayMs * MAX_DELAYS };
  }
  throw new CommandError(`--delay takes seconds from 0.1 to ${LONGEST_DELAY_SECONDS}, not "${delay}".`);
}

/** The beginning of that day here; null: no cut-off. */
function cutOffOf(since: string): number | null {
  if (since === 'all') return null;
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(since)?.map(Number) ?? [];
  const date = new Date(year ?? NaN, (month ?? NaN) - 1, day);
  // A 31st of February is no other day.
  if (date.getMonth() + 1 === month && date.getDate() === day) return date.getTime();
  throw new CommandError(`--since takes a date like 2024-01-31, or "all", not "${since}".`);
}

const ORDERS: Readonly<Record<string, UploadOrder>> = {
  newest: 'newest-first',
  photos: 'photos-before-videos',
};

function orderOf(order: string): UploadOrder {
  const known = Object.hasOwn(ORDERS, order) ? ORDERS[order] : undefined;
  if (known !== undefined) return known;
  throw new CommandError(`--order takes "newest" or "photos", not "${order}".`);
}
