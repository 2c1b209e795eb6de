import { DEFAULT_SETTINGS, type Settings } from '@keepsake/engine';
import { expect, it } from 'vitest';
import { settingLines } from './setting-words.ts';

it('[E4] explains each setting as it is, and not its opposite', () => {
  const one: Settings = {
    ...DEFAULT_SETTINGS,
    backgroundBackup: true,
    requireCharging: true,
    ignoreIcloudAssets: true,
    syncAlbums: true,
    cutOffAtMs: new Date(2024, 0, 31).getTime(),
    order: 'newest-first',
    parallelUploads: 1,
    triggerDelayMs: 5_000,
  };
  const other: Settings = {
    ...one,
    backgroundBackup: false,
    requireCharging: false,
    ignoreIcloudAssets: false,
    syncAlbums: false,
    cutOffAtMs: null,
    order: 'photos-before-videos',
    parallelUploads: 4,
  };
  const saidOf = (settings: Settings) => settingLines(settings).map((line) => line.split(/ {2,}/));
  expect(saidOf(one)).toEqual([
    ['--background', 'backed up by itself while `keepsake watch` runs'],
    ['--only-charging', 'by itself only while this computer is plugged in'],
    ['--delay 5', 'seconds without a change before it begins by itself'],
    ['--jobs 1', 'file sent at once'],
    ['--order newest', 'the newest are sent first'],
    ['--since 2024-01-31', 'nothing older than this day'],
    ['--skip-cloud', 'what is in a cloud and not on this computer is left alone'],
    ['--sync-albums', 'put into albums on the server that are named like the folders'],
  ]);
  expect(saidOf(other)).toEqual([
    ['--no-background', 'not backed up by itself, also while `keepsake watch` runs'],
    ['--no-only-charging', 'by itself whether this computer is plugged in or not'],
    ['--delay 5', 'seconds without a change before it begins by itself'],
    ['--jobs 4', 'files sent at once'],
    ['--order photos', 'photos are sent before videos'],
    ['--since all', 'whatever its date'],
    ['--no-skip-cloud', 'what is in a cloud and not on this computer is fetched'],
    ['--no-sync-albums', 'put into no albums on the server'],
  ]);
});
