import type { CancelCause } from '../cancel.ts';
import type { BackupController, StartOptions } from '../controller/backup-controller.ts';
import { outcomeOfCancel, type RunOutcome } from '../run/run-machine.ts';
import { isServerAway } from './owed-run.ts';

/** A controller whose person has precedence over the runs that come by themselves, within one process. */
export interface ForegroundFirst {
  /** What a person asks of it ends a background run that goes on here. */
  readonly controller: BackupController;
  /** Makes a run that nobody asked for. Once it is all over it is cancelled before it begins. */
  runInBackground(options?: StartOptions): Promise<RunOutcome>;
  /** Tells how each backup ended in this process, whoever began it; until the returned function is called. */
  subscribeToRuns(onEnd: (outcome: RunOutcome) => void): () => void;
  /** Looks at what there is, without a person who asked for it. */
  look(): Promise<RunOutcome>;
  /** Ends a background run that goes on here, because its time is over; what a person asked for goes on. */
  endBackground(): void;
  /** Stops what runs, within a second, and waits for its end. No background run begins any more. */
  end(): Promise<void>;
}

interface BackgroundRun {
  /** Why it was told to stop; a run that has not begun yet does not hear of it otherwise. */
  cancelled: CancelCause | undefined;
  settled: Promise<unknown>;
}

/** The foreground before the background (B2), as the lock does it between processes. */
export function putForegroundFirst(controller: BackupController): ForegroundFirst {
  const runs = new Set<Promise<unknown>>();
  /** More than one where the system grants a run while one goes on: that is refused, and changes nothing for the other. */
  const inBackground = new Set<BackgroundRun>();
  const onRunEnd = new Set<(outcome: RunOutcome) => void>();
  /** What people asked for and is not over; no background run goes on beside it, but one that is refused may not have heard of it yet. */
  let askedCount = 0;
  let isOver = false;
  let wasServerAway = false;

  const follow = <Result>(run: Promise<Result>): Promise<Result> => {
    const settled = settledOf(run);
    runs.add(settled);
    void settled.then(() => runs.delete(settled));
    return run;
  };
  const first = async <Result>(run: () => Promise<Result>): Promise<Result> => {
    while (inBackground.size > 0) {
      cancelBackground('yielding');
      await Promise.all(Array.from(inBackground, ({ settled }) => settled));
    }
    askedCount += 1;
    try {
      return await follow(run());
    } finally {
      askedCount -= 1;
    }
  };
  const cancel = (why: CancelCause): void => {
    cancelBackground(why);
    controller.cancel(why);
  };
  const cancelBackground = (why: CancelCause): void => {
    for (const background of inBackground) background.cancelled = why;
    if (inBackground.size > 0 && askedCount === 0) controller.cancel(why);
  };

  const ended = (outcome: RunOutcome): void => {
    wasServerAway = isServerAway(outcome);
    for (const onEnd of [...onRunEnd]) onEnd(outcome);
  };

  /** What is new on the device is told although the server is still away, of which a run hears before it looks. */
  const lookAndStart = async (background: BackgroundRun, options: StartOptions): Promise<RunOutcome> => {
    const looked = wasServerAway ? await controller.scan() : undefined;
    // It is the backup that a person stops, not its look, and that it is paused is known by how a backup ended.
    if (background.cancelled === 'unwanted' && !isOver) {
      const stopped = controller.start({ ...options, kind: 'background' });
      controller.cancel('unwanted');
      return stopped;
    }
    if (looked !== undefined && looked.kind !== 'completed') return looked;
    // A look that is at its end takes no notice of being cancelled any more.
    if (background.cancelled !== undefined) return outcomeOfCancel(background.cancelled);
    return controller.start({ ...options, kind: 'background' });
  };

  return {
    controller: {
      ...controller,
      cancel: (why = 'unwanted') => {
        cancel(why);
      },
      scan: (options) => first(() => controller.scan(options)),
      start: async (options) => {
        const outcome = await first(() => controller.start(options));
        ended(outcome);
        return outcome;
      },
      verify: (options) => first(() => controller.verify(options)),
      freeSpace: (ids) => first(() => controller.freeSpace(ids)),
    },
    async runInBackground(options = {}) {
      if (isOver) return { kind: 'cancelled' };
      const background: BackgroundRun = { cancelled: undefined, settled: Promise.resolve() };
      inBackground.add(background);
      const run = follow(lookAndStart(background, options));
      background.settled = settledOf(run);
      try {
        const outcome = await run;
        ended(outcome);
        return outcome;
      } finally {
        inBackground.delete(background);
      }
    },
    subscribeToRuns(onEnd) {
      onRunEnd.add(onEnd);
      return () => onRunEnd.delete(onEnd);
    },
    look: () => follow(controller.scan()),
    endBackground() {
      cancelBackground('out-of-time');
    },
    async end() {
      isOver = true;
      cancel('unwanted');
      await Promise.all(runs);
    },
  };
}

const settledOf = (run: Promise<unknown>): Promise<undefined> =>
  run.then(
    () => undefined,
    () => undefined,
  );
