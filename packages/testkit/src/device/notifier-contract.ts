import type { BackupNotification, NotifiedProgress, Notifier } from '@keepsake/engine';
import { describe, expect, it } from 'vitest';

/** A notifier, and what a person sees of it. */
export interface NotifierWorld {
  readonly notifier: Notifier;
  /** What is on the screen, once all that was asked for is there: the kinds of notification with their number or reason. */
  shown(): Promise<readonly BackupNotification[]>;
  /** How far a run is, as the screen says; undefined: it says nothing of it. */
  shownProgress(): Promise<NotifiedProgress | undefined>;
  /** From now on the system refuses everything, and no words load. Only where there is a system. */
  refuse?(): void;
}

/** What every `Notifier` does. Each test has a world of its own. */
export function describeNotifierContract(name: string, openWorld: () => Promise<NotifierWorld>): void {
  describe(`${name} keeps the contract of Notifier:`, () => {
    it('[E5] shows each notification, the newest of its kind alone', async () => {
      const { notifier, shown } = await openWorld();
      await notifier.prepare();
      await notifier.prepare();
      notifier.notify({ kind: 'uploads-failed', count: 2 });
      notifier.notify({ kind: 'backup-stopped', code: 'unauthorized' });
      notifier.notify({ kind: 'uploads-failed', count: 5 });
      notifier.notify({ kind: 'backup-stopped', code: 'quota-exceeded' });
      const byKind = [...(await shown())].sort((one, other) => (one.kind < other.kind ? -1 : 1));
      expect(byKind).toEqual([
        { kind: 'backup-stopped', code: 'quota-exceeded' },
        { kind: 'uploads-failed', count: 5 },
      ]);
    });

    it('[B6] shows how far a run is, the last of it always, and nothing once it is over', async () => {
      const { notifier, shownProgress } = await openWorld();
      await notifier.prepare();
      expect(await shownProgress()).toBeUndefined();
      for (let settledCount = 0; settledCount <= 12; settledCount += 1)
        notifier.showProgress({ settledCount, totalCount: 50 });
      expect(await shownProgress()).toEqual({ settledCount: 12, totalCount: 50 });
      notifier.showProgress(undefined);
      notifier.showProgress(undefined);
      expect(await shownProgress()).toBeUndefined();
      notifier.showProgress({ settledCount: 1, totalCount: 2 });
      notifier.showProgress(undefined);
      expect(await shownProgress()).toBeUndefined();
      // The next run.
      notifier.showProgress({ settledCount: 0, totalCount: 3 });
      expect(await shownProgress()).toEqual({ settledCount: 0, totalCount: 3 });
    });

    it('[B6][E5] keeps what failed when the run is over', async () => {
      const { notifier, shown } = await openWorld();
      await notifier.prepare();
      notifier.showProgress({ settledCount: 1, totalCount: 1 });
      notifier.notify({ kind: 'uploads-failed', count: 1 });
      notifier.showProgress(undefined);
      expect(await shown()).toEqual([{ kind: 'uploads-failed', count: 1 }]);
    });

    it('[B1] never fails, whatever the system says', async () => {
      const { notifier, refuse, shown, shownProgress } = await openWorld();
      refuse?.();
      await notifier.prepare();
      notifier.notify({ kind: 'uploads-failed', count: 1 });
      notifier.showProgress({ settledCount: 1, totalCount: 2 });
      notifier.showProgress(undefined);
      await shown();
      expect(await shownProgress()).toBeUndefined();
    });
  });
}
