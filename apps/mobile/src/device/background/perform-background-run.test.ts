import { silentLogger } from '@keepsake/testkit';
import { expect, it } from 'vitest';
import type { BackgroundRun, NativeConditions } from '../../../modules/backup-native/src/index.ts';
import { phoneClock } from '../system/phone-clock.ts';
import { performBackgroundRun } from './perform-background-run.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const CONDITIONS: NativeConditions = {
  network: 'wifi',
  isMetered: false,
  isRoaming: false,
  isLowData: false,
  isCharging: true,
  isLowPower: false,
  batteryLevel: 1,
};

it.each<[string, Omit<BackgroundRun, 'runId'>, number]>([
  [
    '9 minutes of plain work',
    { reason: 'library-changed', budgetMs: HOUR_MS, hasNotification: false },
    9 * MINUTE_MS,
  ],
  [
    '5 hours of a long one',
    { reason: 'periodic', budgetMs: 9 * HOUR_MS, hasNotification: true },
    5 * HOUR_MS,
  ],
  ['20 seconds of a refresh', { reason: 'refresh', budgetMs: 20_000, hasNotification: false }, 20_000],
  ['all of a processing task', { reason: 'processing', budgetMs: HOUR_MS, hasNotification: false }, HOUR_MS],
])('[B4] uses %s', async (_what, run, wantedMs) => {
  let leftMs = 0;
  await performBackgroundRun({ ...run, runId: 'r1' }, new AbortController().signal, {
    native: { readConditions: () => CONDITIONS },
    runInBackground: async (time) => {
      leftMs = time.leftMs;
      return undefined;
    },
    enter: () => () => undefined,
    notified: async () => undefined,
    unopened: { met: async () => undefined, opened: () => undefined },
    clock: phoneClock,
    logger: silentLogger,
  });
  expect(leftMs).toBeGreaterThan(wantedMs - 1_000);
  expect(leftMs).toBeLessThanOrEqual(wantedMs);
});
