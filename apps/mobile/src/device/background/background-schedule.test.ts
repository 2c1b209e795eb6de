import { settingsOf, type Settings } from '@keepsake/engine';
import { silentLogger } from '@keepsake/testkit';
import { describe, expect, it } from 'vitest';
import type { RunSchedule } from '../../../modules/backup-native/src/index.ts';
import { createI18n } from '../../i18n/create-i18n.ts';
import { notificationWordsOf } from '../../i18n/notification-words.ts';
import { scheduleBackground } from './background-schedule.ts';

/** What the system is asked for under these settings; undefined: to wake nobody. */
async function scheduled(settings: Partial<Settings> | undefined): Promise<RunSchedule | undefined> {
  const schedules: (RunSchedule | undefined)[] = [];
  await scheduleBackground(settings && settingsOf(settings), {
    native: {
      mayRunInBackground: async () => false,
      scheduleRuns: async (schedule) => void schedules.push(schedule),
      unscheduleRuns: async () => void schedules.push(undefined),
    },
    loadWords: async () => notificationWordsOf(createI18n('de').t),
    logger: silentLogger,
  });
  expect(schedules).toHaveLength(1);
  return schedules[0];
}

describe('what the system is asked for', () => {
  it('[B3] is the delays of the description, and words in the person’s language', async () => {
    const schedule = await scheduled({});
    expect(schedule).toMatchObject({ triggerDelayMs: 5_000, maxDelayMs: 50_000 });
    expect(schedule?.notification).toMatchObject({ title: 'Keepsake' });
    expect(schedule?.notification).toEqual({
      channelName: expect.any(String) as string,
      title: 'Keepsake',
      text: notificationWordsOf(createI18n('de').t).looking,
    });
  });

  it.each<[isUnmetered: boolean, Partial<Settings>]>([
    [true, { requireUnmetered: true }],
    [true, { requireUnmetered: true, useCellularForUploadPhotos: true }],
    [true, { requireUnmetered: false }],
    [false, { requireUnmetered: false, useCellularForUploadPhotos: true }],
    [false, { requireUnmetered: false, useCellularForUploadVideos: true }],
  ])('[N1][N2] waits for Wi-Fi (%s) with %o', async (isUnmetered, settings) => {
    expect((await scheduled(settings))?.requiresUnmetered).toBe(isUnmetered);
  });

  it.each([true, false])('[N1] waits for power as the person wishes (%s)', async (requireCharging) => {
    expect((await scheduled({ requireCharging }))?.requiresCharging).toBe(requireCharging);
  });

  it('[B3] is nothing while nobody wants a backup in the background', async () => {
    expect(await scheduled({ backgroundBackup: false })).toBeUndefined();
    expect(await scheduled(undefined)).toBeUndefined();
  });
});
