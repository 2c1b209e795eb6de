import type {
  BackupSnapshot,
  CancelSignal,
  ForegroundFirst,
  NotifiedProgress,
  RunOutcome,
} from '@keepsake/engine';
import type { GrantedTime } from './granted-time.ts';

type Snapshots = Pick<ForegroundFirst['controller'], 'snapshot' | 'subscribe'>;

export interface GrantedTimeDeps {
  readonly acting: Pick<ForegroundFirst, 'runInBackground'> & { readonly controller: Snapshots };
  /** Shows how far a run is that a person began and left; undefined: nothing more is to be shown. */
  readonly showProgress: (progress: NotifiedProgress | undefined) => void;
}

/**
 * Spends the time of a run that the system has granted. What goes on in this process already, whoever began it, comes first: a person who began it may
 * have left the app, and nothing but this run keeps the process awake. Then comes a run of its own, but none after one that the person stopped.
 */
export async function spendGrantedTime(time: GrantedTime, deps: GrantedTimeDeps): Promise<RunOutcome> {
  const { acting } = deps;
  for (;;) {
    if (time.over.aborted) return { kind: 'out-of-time' };
    const outcome = await acting.runInBackground({ budgetMs: time.leftMs });
    // Nothing goes on here: it is another process that has the lock, or a dead one.
    if (outcome.kind !== 'already-running' || isIdle(acting.controller.snapshot())) return outcome;
    await untilIdle(deps, time.over);
    const { lastOutcome } = acting.controller.snapshot();
    if (lastOutcome?.kind === 'cancelled') return lastOutcome;
  }
}

const isIdle = ({ activity }: BackupSnapshot): boolean => activity.kind === 'idle';

/** Resolves when nothing goes on any more, or the time is over. */
async function untilIdle({ acting, showProgress }: GrantedTimeDeps, over: CancelSignal): Promise<void> {
  const { controller } = acting;
  await new Promise<void>((resolve) => {
    const look = (snapshot: BackupSnapshot): void => {
      if (isIdle(snapshot) || over.aborted) end();
      else showProgress(progressOf(snapshot));
    };
    const end = (): void => {
      unsubscribe();
      over.removeEventListener('abort', end);
      resolve();
    };
    const unsubscribe = controller.subscribe(look);
    over.addEventListener('abort', end);
    look(controller.snapshot());
  });
  showProgress(undefined);
}

function progressOf({ progress }: BackupSnapshot): NotifiedProgress | undefined {
  if (progress === undefined || progress.totalCount === 0) return undefined;
  return { settledCount: progress.settledCount, totalCount: progress.totalCount };
}
