import { silentLogger } from '@keepsake/testkit';
import type { BackgroundRun, RunEnd } from '../../modules/backup-native/src/index.ts';
import { performBackgroundRun } from '../../src/device/background/perform-background-run.ts';
import { phoneClock } from '../../src/device/system/phone-clock.ts';
import type { openFakeDevice } from './open-fake-device.ts';

type Process = ReturnType<Awaited<ReturnType<typeof openFakeDevice>>['openProcess']>;

const EXPIRES_NEVER = new AbortController().signal;

/** A run as the system grants it. */
export const runOf = (change: Partial<BackgroundRun> = {}): BackgroundRun => ({
  runId: 'r1',
  reason: 'library-changed',
  budgetMs: 60_000,
  hasNotification: false,
  ...change,
});

/** Makes a run in this process, as the system would have it made. */
export const perform = (
  { host, notifier, unopened, native, enter }: Process,
  run = runOf(),
  expiring: AbortSignal = EXPIRES_NEVER,
): Promise<RunEnd> =>
  performBackgroundRun(run, expiring, {
    native,
    runInBackground: (time) => host.runInBackground(time),
    enter,
    notified: () => notifier.settled(),
    unopened,
    clock: phoneClock,
    logger: silentLogger,
  });
