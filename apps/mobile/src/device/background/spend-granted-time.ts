import {
  CancelSource,
  type BackupSnapshot,
  type CancelSignal,
  type Clock,
  type ForegroundFirst,
  type Hold,
  type NotifiedProgress,
  type RunOutcome,
} from '@keepsake/engine';
import type { GrantedTime } from './granted-time.ts';

type Snapshots = Pick<ForegroundFirst['controller'], 'snapshot' | 'subscribe'>;

export interface GrantedTimeDeps {
  readonly acting: Pick<ForegroundFirst, 'endBackground' | 'runInBackground'> & {
    readonly controller: Snapshots;
  };
  /** Shows how far a run is that a person began and left; undefined: nothing more is to be shown. */
  readonly showProgress: (progress: NotifiedProgress | undefined) => void;
  /** How often the server took a file, or a piece of one. */
  readonly takenCount: () => number;
  readonly clock: Pick<Clock, 'sleep'>;
}

/** What became of the time of a run. */
export interface SpentTime {
  readonly outcome: RunOutcome;
  /** A photo was through, with whatever end, or the server keeps more of a film: the same time again will not be spent on the same. */
  readonly isFurther: boolean;
}

/** A network that is lost and back, or of which this process heard a moment later than the system that woke it, ends nothing. */
const HELD_PATIENCE_MS = 2_000;

/**
 * Spends the time of a run that the system has granted. What goes on in this process already, whoever began it, comes first: a person who began it may
 * have left the app, and nothing but this run keeps the process awake. Then comes a run of its own, but none after one that the person stopped.
 * Time that the system would grant for hours is not spent on waiting for Wi-Fi.
 */
export async function spendGrantedTime(time: GrantedTime, deps: GrantedTimeDeps): Promise<SpentTime> {
  const { controller } = deps.acting;
  const takenBefore = deps.takenCount();
  const settledCountOf = ({ progress }: BackupSnapshot): number => progress?.settledCount ?? 0;
  let settledCount = settledCountOf(controller.snapshot());
  let isFurther = false;
  const unsubscribe = controller.subscribe((snapshot) => {
    const now = settledCountOf(snapshot);
    isFurther ||= now > settledCount;
    settledCount = now;
  });
  try {
    const outcome = await spend(time, deps);
    return { outcome, isFurther: isFurther || deps.takenCount() > takenBefore };
  } finally {
    unsubscribe();
  }
}

async function spend(time: GrantedTime, deps: GrantedTimeDeps): Promise<RunOutcome> {
  const { acting } = deps;
  for (;;) {
    if (time.over.aborted) return { kind: 'out-of-time' };
    const before = acting.controller.snapshot();
    // The person paused backups, and nothing else goes on.
    if (before.isPaused && isIdle(before)) return { kind: 'cancelled' };
    const outcome: RunOutcome = before.isPaused ? { kind: 'already-running' } : await runWithin(time, acting);
    // Nothing goes on here: it is another process that has the lock, or a dead one.
    if (outcome.kind !== 'already-running' || isIdle(acting.controller.snapshot())) return outcome;
    const by = await untilIdle(deps, time.over);
    if (by !== undefined) return { kind: 'held-back', by };
    const { lastOutcome } = acting.controller.snapshot();
    if (lastOutcome?.kind === 'cancelled') return lastOutcome;
  }
}

/** With its time ends the run that it made, and no other that it only waits for. */
async function runWithin(time: GrantedTime, acting: GrantedTimeDeps['acting']): Promise<RunOutcome> {
  const stop = (): void => acting.endBackground();
  time.over.addEventListener('abort', stop);
  try {
    return await acting.runInBackground({
      // Asked for when the backup begins: a look may come before it.
      get budgetMs() {
        return time.leftMs;
      },
    });
  } finally {
    time.over.removeEventListener('abort', stop);
  }
}

const isIdle = ({ activity }: BackupSnapshot): boolean => activity.kind === 'idle';

/** Resolves when nothing goes on any more, or the time is over; or with what holds back all that is left. */
async function untilIdle(
  { acting, showProgress, clock }: GrantedTimeDeps,
  over: CancelSignal,
): Promise<Hold | undefined> {
  const { controller } = acting;
  const by = await new Promise<Hold | undefined>((resolve) => {
    let patience: CancelSource | undefined;
    const look = (snapshot: BackupSnapshot): void => {
      const { activity } = snapshot;
      if (isIdle(snapshot) || over.aborted) {
        stop();
        return;
      }
      showProgress(progressOf(snapshot));
      if (activity.kind === 'waiting-for-conditions') hold(activity.hold);
      else letGo();
    };
    const hold = (what: Hold): void => {
      if (patience !== undefined) return;
      patience = new CancelSource();
      clock.sleep(HELD_PATIENCE_MS, patience).then(
        () => end(what),
        () => undefined,
      );
    };
    const letGo = (): void => {
      patience?.cancel();
      patience = undefined;
    };
    const end = (what: Hold | undefined): void => {
      letGo();
      unsubscribe();
      over.removeEventListener('abort', stop);
      resolve(what);
    };
    const stop = (): void => end(undefined);
    const unsubscribe = controller.subscribe(look);
    over.addEventListener('abort', stop);
    look(controller.snapshot());
  });
  showProgress(undefined);
  return by;
}

function progressOf({ progress }: BackupSnapshot): NotifiedProgress | undefined {
  if (progress === undefined || progress.totalCount === 0) return undefined;
  return { settledCount: progress.settledCount, totalCount: progress.totalCount };
}
