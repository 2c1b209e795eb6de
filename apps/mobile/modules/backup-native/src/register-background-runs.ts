import type { BackgroundRun, RunEnd } from './background-runs.ts';
import type { BackupNative } from './backup-native.ts';

/** The name of the headless task that Android's worker starts, so that JavaScript's timers run without a screen. */
export const HEADLESS_TASK = 'KeepsakeBackgroundRun';

export interface BackgroundRunDeps {
  readonly native: Pick<BackupNative, 'takeRuns' | 'finishRun' | 'addListener'>;
  /** React Native's `AppRegistry.registerHeadlessTask`; iOS never calls what it registers. */
  readonly registerHeadlessTask: (name: string, task: () => () => Promise<void>) => void;
  /**
   * Makes one run. `expiring` is given when the system ends it in a moment. What it throws counts as `retry-soon`: it is the caller's to
   * write it down.
   */
  readonly perform: (run: BackgroundRun, expiring: ExpirySignal) => Promise<RunEnd>;
}

/** The part of an AbortSignal that a run needs. */
export type ExpirySignal = Pick<
  AbortSignal,
  'aborted' | 'reason' | 'addEventListener' | 'removeEventListener'
>;

/**
 * Has runs performed that the system grants, those that were granted before JavaScript was there among them. To be called once, while the
 * bundle is loaded: a run that starts the process finds it there. Each run is finished, whatever becomes of it.
 */
export function registerBackgroundRuns({ native, registerHeadlessTask, perform }: BackgroundRunDeps): void {
  const underWay = new Map<string, { readonly controller: AbortController; readonly done: Promise<void> }>();

  /** Runs that the system ends while they are on their way here. */
  const expired = new Set<string>();

  const performOne = async (run: BackgroundRun, controller: AbortController): Promise<void> => {
    let end: RunEnd = 'retry-soon';
    try {
      end = await perform(run, controller.signal);
    } catch {
      // The caller wrote it down; the system tries again.
    }
    underWay.delete(run.runId);
    // A run that cannot be finished ends with its time; the others are still held by the task that waits for all.
    await native.finishRun(run.runId, end).catch(() => undefined);
  };
  /** Of runs that cannot be taken, nobody has any: they are there when the next one is due, or end with their time. */
  const takeRuns = (): Promise<readonly BackgroundRun[]> => native.takeRuns().catch(() => []);
  /** Never rejects: React Native would hold the process for a headless task that fails. */
  const performGranted = async (): Promise<void> => {
    for (const run of await takeRuns()) {
      const controller = new AbortController();
      if (expired.delete(run.runId)) controller.abort();
      underWay.set(run.runId, { controller, done: performOne(run, controller) });
    }
    await Promise.all([...underWay.values()].map(({ done }) => done));
  };

  native.addListener('onRunDue', () => {
    void performGranted();
  });
  native.addListener('onRunExpiring', ({ runId }) => {
    const run = underWay.get(runId);
    if (run === undefined) expired.add(runId);
    else run.controller.abort();
  });
  registerHeadlessTask(HEADLESS_TASK, () => performGranted);
  void performGranted();
}
