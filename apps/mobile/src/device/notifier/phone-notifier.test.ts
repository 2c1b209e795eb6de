import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { BackupNotification, Clock, NotifiedProgress } from '@keepsake/engine';
import { createFakeClock, describeNotifierContract } from '@keepsake/testkit';
import type { Notification } from 'react-native-notify-kit';
import { describe, expect, it } from 'vitest';
import type { BackgroundRun, RunProgress } from '../../../modules/backup-native/src/index.ts';
import { createI18n } from '../../i18n/create-i18n.ts';
import { notificationWordsOf } from '../../i18n/notification-words.ts';
import { createPhoneNotifier, type PhoneNotifierDeps } from './phone-notifier.ts';

const wordsIn = (language: 'de' | 'en') => notificationWordsOf(createI18n(language).t);
const turn = () => new Promise<void>((resolve) => void setTimeout(resolve, 1));

interface Openings extends Partial<PhoneNotifierDeps> {
  readonly refuses?: () => boolean;
  /** By the clock of the system, which takes away what was to be there for so long. */
  readonly nowMs?: () => number;
}

function open({ refuses = () => false, nowMs = () => 0, ...change }: Openings = {}) {
  const shown = new Map<string, Notification>();
  const untilMs = new Map<string, number>();
  const history: string[] = [];
  const channels: string[] = [];
  const inRun: RunProgress[] = [];
  const waits: (() => void)[] = [];
  const clock: Pick<Clock, 'sleep'> = {
    sleep: (_durationMs, signal) =>
      new Promise((resolve, reject) => {
        waits.push(resolve);
        signal.addEventListener('abort', () => reject(signal.reason));
      }),
  };
  const notifier = createPhoneNotifier({
    kit: {
      async displayNotification(notification) {
        await turn();
        if (refuses()) throw new Error('notifications are not allowed');
        // On Android nothing is shown without a channel that exists.
        if (
          change.platform !== 'ios' &&
          notification.android?.channelId !== undefined &&
          !channels.includes(notification.android.channelId)
        )
          throw new Error('no such channel');
        history.push(notification.body ?? '');
        const { id = '', android } = notification;
        shown.set(id, notification);
        untilMs.set(id, change.platform === 'ios' ? Infinity : nowMs() + (android?.timeoutAfter ?? Infinity));
        return id;
      },
      async cancelNotification(id) {
        await turn();
        if (refuses()) throw new Error('notifications are not allowed');
        shown.delete(id);
      },
      async createChannels(made) {
        if (refuses()) throw new Error('notifications are not allowed');
        channels.push(...made.map(({ id }) => id));
      },
    },
    native: { showRunProgress: async (_runId, progress) => void inRun.push(progress) },
    platform: 'android',
    clock,
    loadWords: async () => wordsIn('de'),
    defaultWords: wordsIn('en'),
    currentRun: () => undefined,
    ...change,
  });
  const goOn = async (): Promise<void> => {
    for (const wake of waits.splice(0)) wake();
    await turn();
    await turn();
  };
  const onScreen = () => [...shown.keys()].filter((id) => nowMs() < (untilMs.get(id) ?? Infinity));
  return { notifier, shown, onScreen, history, inRun, goOn };
}

for (const platform of ['android', 'ios'] as const)
  describeNotifierContract(`the notifier of a phone (${platform})`, async () => {
    let isRefusing = false;
    const { notifier, shown } = open({
      platform,
      // Pauses pass at once; whatever stands, stands still.
      clock: {
        sleep: (durationMs) => (durationMs > 10_000 ? new Promise(() => undefined) : Promise.resolve()),
      },
      loadWords: async () => {
        if (isRefusing) throw new Error('no words');
        return wordsIn('de');
      },
      refuses: () => isRefusing,
    });
    return {
      notifier,
      async shown() {
        await notifier.settled();
        return [...shown.values()].map(({ data }) => {
          const { route: _route, ...notification } = data ?? {};
          return notification as unknown as BackupNotification;
        });
      },
      async shownProgress() {
        await notifier.settled();
        // The turn of what came meanwhile.
        await turn();
        await notifier.settled();
        return shown.get('progress')?.data as unknown as NotifiedProgress | undefined;
      },
      refuse: () => {
        isRefusing = true;
      },
    };
  });

describe('the notifier of a phone', () => {
  it('[B6] shows "Uploading 12/50 photos…" with a bar, as fast as the system takes it, and nothing when it is over', async () => {
    const { notifier, shown, history, goOn } = open({ loadWords: async () => wordsIn('en') });
    await notifier.prepare();
    for (let settledCount = 0; settledCount <= 12; settledCount += 1)
      notifier.showProgress({ settledCount, totalCount: 50 });
    await turn();
    await goOn();
    expect(history).toEqual(['Uploading 0/50 photos…', 'Uploading 12/50 photos…']);
    expect(shown.get('progress')?.android?.progress).toEqual({ max: 50, current: 12 });
    notifier.showProgress(undefined);
    await goOn();
    await goOn();
    expect(shown.size).toBe(0);
  });

  it('[B6] leaves nothing there where Android ends the process without a word', async () => {
    let nowMs = 0;
    const { notifier, onScreen } = open({ nowMs: () => nowMs });
    await notifier.prepare();
    notifier.showProgress({ settledCount: 12, totalCount: 50 });
    await turn();
    await turn();
    expect(onScreen()).toEqual(['progress']);
    // Nobody of it lives who could renew it.
    nowMs = 600_000;
    expect(onScreen()).toEqual([]);
  });

  it('[B6] stays for as long as the run lives, also while a film sends for an hour', async () => {
    const clock = createFakeClock();
    const { notifier, onScreen, history } = open({ clock, nowMs: () => clock.now() });
    await notifier.prepare();
    notifier.showProgress({ settledCount: 12, totalCount: 50 });
    await turn();
    for (let minute = 0; minute < 60; minute += 1) {
      for (let part = 0; part < 4; part += 1) {
        // At first bytes arrive, then not even they.
        if (minute < 30) notifier.showProgress({ settledCount: 12, totalCount: 50 });
        await turn();
        await clock.advance(15_000);
        await turn();
        await turn();
      }
      expect([minute, onScreen()]).toEqual([minute, ['progress']]);
      expect(clock.sleeperCount).toBeLessThan(2);
    }
    notifier.showProgress(undefined);
    await notifier.settled();
    await turn();
    expect([onScreen(), clock.sleeperCount]).toEqual([[], 0]);
    expect(history.length).toBeLessThan(60 * 4);
  });

  it('[B6] shows it on an iPhone, which takes nothing away, no oftener than it changes', async () => {
    const clock = createFakeClock();
    const { notifier, onScreen, history } = open({ platform: 'ios', clock, nowMs: () => clock.now() });
    await notifier.prepare();
    notifier.showProgress({ settledCount: 12, totalCount: 50 });
    await turn();
    await clock.advance(3_600_000);
    await turn();
    expect([onScreen(), history.length, clock.sleeperCount]).toEqual([['progress'], 1, 0]);
  });

  it('[B6] shows the next run, too, where the wait of the one before ends after it', async () => {
    const ends: (() => void)[] = [];
    const clock: Pick<Clock, 'sleep'> = {
      sleep: (durationMs) =>
        new Promise((resolve) => {
          if (durationMs < 10_000) resolve();
          else ends.push(resolve);
        }),
    };
    const { notifier, history } = open({ clock });
    await notifier.prepare();
    for (const settledCount of [1, 2]) {
      notifier.showProgress({ settledCount, totalCount: 2 });
      await notifier.settled();
      notifier.showProgress(undefined);
      await notifier.settled();
      for (const end of ends.splice(0)) end();
      await turn();
    }
    expect(history).toHaveLength(2);
  });

  it('[B6] takes away what was still on its way when the run ended', async () => {
    const { notifier, shown, goOn } = open();
    await notifier.prepare();
    notifier.showProgress({ settledCount: 1, totalCount: 2 });
    notifier.showProgress(undefined);
    for (let round = 0; round < 4; round += 1) await goOn();
    expect(shown.size).toBe(0);
  });

  it('[B6] does not wait for its turn to be taken away', async () => {
    const { notifier, shown } = open();
    await notifier.prepare();
    notifier.showProgress({ settledCount: 1, totalCount: 2 });
    for (let round = 0; round < 3; round += 1) await turn();
    expect(shown.size).toBe(1);
    notifier.showProgress(undefined);
    await notifier.settled();
    expect(shown.size).toBe(0);
  });

  it('[B4] does not wait for its turn either where the system was still taking the last one', async () => {
    const { notifier, shown } = open({ platform: 'ios' });
    await notifier.prepare();
    notifier.showProgress({ settledCount: 1, totalCount: 2 });
    notifier.showProgress(undefined);
    await notifier.settled();
    expect(shown.size).toBe(0);
  });

  it('[B4] keeps no run waiting for the turn of what is shown of another one', async () => {
    const { notifier, history, goOn } = open({ platform: 'ios', loadWords: async () => wordsIn('en') });
    await notifier.prepare();
    notifier.showProgress({ settledCount: 1, totalCount: 4 });
    await notifier.settled();
    expect(history).toEqual(['Uploading 1/4 photos…']);
    notifier.showProgress({ settledCount: 2, totalCount: 4 });
    await notifier.settled();
    expect(history).toHaveLength(1);
    await goOn();
    await notifier.settled();
    expect(history).toEqual(['Uploading 1/4 photos…', 'Uploading 2/4 photos…']);
  });

  it('[B6] speaks through the notification of the run where it has one', async () => {
    const run: BackgroundRun = { runId: 'r1', reason: 'library-changed', budgetMs: 1, hasNotification: true };
    const { notifier, shown, inRun } = open({ currentRun: () => run });
    await notifier.prepare();
    notifier.showProgress({ settledCount: 3, totalCount: 4 });
    await turn();
    notifier.showProgress(undefined);
    await turn();
    expect(inRun).toEqual([
      { title: 'Keepsake', text: '3/4 Fotos werden hochgeladen …', doneCount: 3, totalCount: 4 },
    ]);
    expect(shown.size).toBe(0);
  });

  it('[B6] takes away what it showed by itself when a run with a notification comes to it', async () => {
    const runs: BackgroundRun[] = [];
    const { notifier, shown, inRun, goOn } = open({ currentRun: () => runs.at(-1) });
    await notifier.prepare();
    notifier.showProgress({ settledCount: 1, totalCount: 4 });
    await goOn();
    expect(shown.has('progress')).toBe(true);
    runs.push({ runId: 'r1', reason: 'requested', budgetMs: 1, hasNotification: true });
    notifier.showProgress({ settledCount: 2, totalCount: 4 });
    await goOn();
    notifier.showProgress(undefined);
    await notifier.settled();
    expect([inRun.length, shown.size]).toEqual([1, 0]);
  });

  it('[B6] takes away in the end what came while it was taken away', async () => {
    const { notifier, shown, goOn } = open();
    await notifier.prepare();
    notifier.showProgress({ settledCount: 1, totalCount: 4 });
    await goOn();
    const preparing = notifier.prepare();
    for (let round = 0; round < 5; round += 1) await Promise.resolve();
    notifier.showProgress({ settledCount: 2, totalCount: 4 });
    await goOn();
    await preparing;
    expect(shown.has('progress')).toBe(true);
    notifier.showProgress(undefined);
    await notifier.settled();
    expect(shown.size).toBe(0);
  });

  it('[B6] takes away what a process left there that was killed', async () => {
    const { notifier, shown } = open();
    shown.set('progress', { id: 'progress', title: 'Uploading 3/50 photos…' });
    await notifier.prepare();
    expect(shown.size).toBe(0);
  });

  it('[E5] says what failed and what stopped the backup, each once, with the screen behind it', async () => {
    const { notifier, shown } = open();
    await notifier.prepare();
    notifier.notify({ kind: 'uploads-failed', count: 4 });
    notifier.notify({ kind: 'uploads-failed', count: 5 });
    notifier.notify({ kind: 'backup-stopped', code: 'quota-exceeded' });
    await turn();
    await turn();
    expect([...shown.values()].map(({ title, data }) => [title, data?.['route']])).toEqual([
      ['5 Uploads fehlgeschlagen', '/failed'],
      ['Die Sicherung wurde angehalten', '/'],
    ]);
  });

  it('[B6][E5] has the app’s own outline in the bar of Android, which its build must find by that name', async () => {
    const { notifier, shown } = open();
    await notifier.prepare();
    notifier.showProgress({ settledCount: 1, totalCount: 2 });
    notifier.notify({ kind: 'uploads-failed', count: 1 });
    await turn();
    await turn();
    const icons = [...shown.values()].map(({ android }) => android?.smallIcon ?? '');
    expect(icons).toHaveLength(2);
    const res = '../../../modules/backup-native/android/src/main/res/drawable';
    for (const icon of icons) expect(existsSync(join(import.meta.dirname, res, `${icon}.xml`))).toBe(true);
  });

  it.each([
    ['server-error', true],
    ['library-unavailable', true],
    ['ledger-unavailable', true],
    ['device-full', true],
    ['quota-exceeded', false],
  ] as const)('[E5] sounds each time, but for what is tried again by itself (%s)', async (code, isQuiet) => {
    const { notifier, shown } = open();
    await notifier.prepare();
    notifier.notify({ kind: 'backup-stopped', code });
    await turn();
    await turn();
    expect(shown.get('backup-stopped')?.android?.onlyAlertOnce).toBe(isQuiet);
  });

  it('[B1] says it in another language when the words do not load, and never fails', async () => {
    const { notifier, shown } = open({ loadWords: () => Promise.reject(new Error('no words')) });
    notifier.notify({ kind: 'uploads-failed', count: 1 });
    await turn();
    expect(shown.size).toBe(0);
    await notifier.prepare();
    notifier.notify({ kind: 'uploads-failed', count: 1 });
    await turn();
    await turn();
    expect(shown.get('uploads-failed')?.title).toBe('1 upload failed');
  });
});
