import {
  isPassing,
  type BackupNotification,
  type Clock,
  type Notifier,
  type NotifiedProgress,
} from '@keepsake/engine';
import type kit from 'react-native-notify-kit';
import type { AndroidImportance, IOSNotificationInterruptionLevel } from 'react-native-notify-kit';
import type { BackgroundRun, BackupNative } from '../../../modules/backup-native/src/index.ts';
import { nativeEnum } from '../system/native-enum.ts';
import type { NotificationText, NotificationWords } from './notification-words.ts';
import { createProgressDisplay } from './progress-display.ts';

export interface PhoneNotifierDeps {
  readonly kit: Pick<typeof kit, 'cancelNotification' | 'createChannels' | 'displayNotification'>;
  readonly native: Pick<BackupNative, 'showRunProgress'>;
  readonly platform: 'android' | 'ios';
  readonly clock: Pick<Clock, 'sleep'>;
  /** In the person's language. */
  readonly loadWords: () => Promise<NotificationWords>;
  /** For as long as nothing else was loaded. */
  readonly defaultWords: NotificationWords;
  /** The background run that goes on, whose own notification shows how far it is. */
  readonly currentRun: () => BackgroundRun | undefined;
}

const CHANNELS = { progress: 'progress', problems: 'problems' } as const;
const PROGRESS_ID = 'progress';
/** A drawable of `modules/backup-native`; without one Android would blot out the app's icon to a disc. */
const SMALL_ICON = 'keepsake_notification';
/** The values of notify-kit's enums, which only its native build can load. */
const LOW = nativeEnum<AndroidImportance>(2);
const DEFAULT = nativeEnum<AndroidImportance>(3);
const PASSIVE: IOSNotificationInterruptionLevel = 'passive';
/** iOS has no bar, and each change of a notification stirs the list: seldom there. */
const PAUSE_MS = { android: 1_000, ios: 10_000 } as const;
/**
 * Android takes away what was not renewed for so long: it can end a process without a word, and "Uploading 12/50 photos…" would stay until the next
 * run. Five renewals have to fail before that happens to a run that lives. iOS has no such thing.
 */
const TIMEOUT_MS = 300_000;
/** A film sends for minutes, and is hashed before, while nothing else is settled. */
const RENEW_MS = { android: TIMEOUT_MS / 5, ios: undefined } as const;

/** Where a tap leads: the screen of what it is about. */
const ROUTES: Readonly<Record<BackupNotification['kind'], string>> = {
  'uploads-failed': '/failed',
  'backup-stopped': '/',
};

export interface PhoneNotifier extends Notifier {
  /** Waits until the system has taken all of it: a process that is frozen before that would leave its progress on the screen. */
  settled(): Promise<void>;
}

/** Tells a person who is not looking, by the system's notifications (B6, E5). */
export function createPhoneNotifier(deps: PhoneNotifierDeps): PhoneNotifier {
  const { kit, native, platform, clock } = deps;
  let words = deps.defaultWords;
  /** What no run's notification shows is on the screen; at first perhaps that of a process that was killed. */
  let isByItself = true;

  const showInRun = ({ runId }: BackgroundRun, progress: NotifiedProgress): Promise<void> =>
    native.showRunProgress(runId, {
      title: words.title,
      text: words.uploading(progress),
      doneCount: progress.settledCount,
      totalCount: progress.totalCount,
    });
  const showByItself = async (progress: NotifiedProgress): Promise<void> => {
    const { settledCount, totalCount } = progress;
    isByItself = true;
    await kit.displayNotification({
      id: PROGRESS_ID,
      title: words.title,
      body: words.uploading(progress),
      data: { settledCount, totalCount },
      android: {
        channelId: CHANNELS.progress,
        smallIcon: SMALL_ICON,
        ongoing: true,
        onlyAlertOnce: true,
        pressAction: { id: 'default' },
        progress: { max: totalCount, current: settledCount },
        timeoutAfter: TIMEOUT_MS,
      },
      ios: { interruptionLevel: PASSIVE },
    });
  };
  const takeAway = async (): Promise<void> => {
    if (!isByItself) return;
    // Before it is gone: what is shown meanwhile is there afterwards.
    isByItself = false;
    try {
      await kit.cancelNotification(PROGRESS_ID);
    } catch (error) {
      isByItself = true;
      throw error;
    }
  };
  const display = createProgressDisplay({
    clock,
    pauseMs: PAUSE_MS[platform],
    renewMs: RENEW_MS[platform],
    async show(progress) {
      const run = deps.currentRun();
      const isInRun = run?.hasNotification === true;
      // With the run its notification goes.
      if (progress === undefined || isInRun) await takeAway();
      if (progress === undefined) return;
      await (isInRun ? showInRun(run, progress) : showByItself(progress));
    },
  });

  let told: Promise<unknown> = Promise.resolve();
  return {
    async prepare() {
      words = await deps.loadWords().catch(() => words);
      await takeAway().catch(() => undefined);
      if (platform !== 'android') return;
      // A person who blocked one is not asked again, and nothing fails.
      await kit
        .createChannels([
          { id: CHANNELS.progress, name: words.progressChannel, importance: LOW },
          { id: CHANNELS.problems, name: words.problemChannel, importance: DEFAULT },
        ])
        .catch(() => undefined);
    },
    notify(notification) {
      const { title, body } = textOf(notification, words);
      const telling = kit.displayNotification({
        id: notification.kind,
        title,
        body,
        data: { route: ROUTES[notification.kind], ...notification },
        android: {
          channelId: CHANNELS.problems,
          smallIcon: SMALL_ICON,
          onlyAlertOnce: isAskedAgain(notification),
          pressAction: { id: 'default' },
        },
      });
      told = Promise.all([told, telling.catch(() => undefined)]);
    },
    showProgress(progress) {
      display.show(progress);
    },
    async settled() {
      await Promise.all([told, display.settled()]);
    },
  };
}

/** What passes by itself is tried again by itself, and what does not open or has no room here, too: while that is on the screen, it is no news. */
const isAskedAgain = (notification: BackupNotification): boolean =>
  notification.kind === 'backup-stopped' &&
  (notification.code === 'ledger-unavailable' ||
    notification.code === 'device-full' ||
    isPassing({ kind: 'stopped', code: notification.code, detail: '' }));

function textOf(notification: BackupNotification, words: NotificationWords): NotificationText {
  return notification.kind === 'uploads-failed'
    ? words.failed(notification.count)
    : words.stopped(notification.code);
}
