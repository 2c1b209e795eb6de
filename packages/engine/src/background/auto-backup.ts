import { CancelSource } from '../cancel.ts';
import { isMetered } from '../conditions/allowance.ts';
import type { BackupController } from '../controller/backup-controller.ts';
import { DEFAULT_SETTINGS, type Settings } from '../model/settings.ts';
import type { Clock } from '../ports/clock.ts';
import type { Conditions, ConditionsState } from '../ports/conditions.ts';
import type { Logger } from '../ports/logger.ts';
import type { PhotoLibrary } from '../ports/photo-library.ts';
import type { RunOutcome } from '../run/run-machine.ts';
import { pauseBefore } from './owed-run.ts';
import {
  startTriggers,
  transitionTrigger,
  type BackgroundOutcome,
  type Timer,
  type TriggerEffect,
  type TriggerEvent,
  type TriggerState,
} from './trigger-machine.ts';

/** How soon background backup begins after it was switched on. */
const SWITCH_MS = 60_000;

export interface AutoBackupDeps {
  readonly library: Pick<PhotoLibrary, 'subscribe'>;
  readonly conditions: Conditions;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Where it is subscribed to, what any verification found damaged on the server is sent again at once. */
  readonly controller: Pick<BackupController, 'start' | 'readSettings'> &
    Partial<Pick<BackupController, 'subscribe'>>;
  /** How a person pauses backups in this process; absent: nobody can. */
  readonly pausing?: {
    /** Whether they stopped the last one. */
    readonly isPaused: () => boolean;
    /** Looks at the library meanwhile, so that what is new is counted. */
    readonly look: () => Promise<unknown>;
  };
  /** Tells of the end of each run of this process, whoever began it; until the returned function is called. */
  readonly subscribeToRuns?: (onEnd: (outcome: RunOutcome) => void) => () => void;
  /** What the platform gives each run; undefined: as long as it takes. */
  readonly budgetMs?: number;
}

/**
 * Runs backups by itself for as long as its process lives: after changes of the library (B3), when network or power come
 * back to what could not be done without them (N3), when something was found damaged on the server (V1), and when the server comes
 * back, which is asked less and less often. Not after a person stopped a run, until they begin one. On phones the system wakes a process instead, and one run is made.
 *
 * The returned function ends it; a run that is under way goes on, and is cancelled by the controller.
 */
export function startAutoBackup(deps: AutoBackupDeps): () => void {
  const stopped = new CancelSource();
  const timers = new Map<Timer, CancelSource>();
  let conditions = deps.conditions.current();
  let damagedCount = 0;
  const isPaused = (): boolean => deps.pausing?.isPaused() ?? false;
  const first = startTriggers({ isPaused: isPaused() });
  let state: TriggerState = first.state;

  const on = (event: TriggerEvent): void => {
    if (stopped.aborted) return;
    const step = transitionTrigger(state, event);
    state = step.state;
    performAll(step.effects);
  };
  const unsubscribes = [
    deps.library.subscribe(() => {
      on({ kind: 'library-changed' });
    }),
    deps.conditions.subscribe((now) => {
      const isBetter = isBetterThan(conditions, now);
      conditions = now;
      on({ kind: 'conditions-changed', isBetter });
    }),
    deps.subscribeToRuns?.((outcome) => {
      on(isPaused() ? { kind: 'paused' } : { kind: 'other-run-ended', outcome });
    }),
    deps.controller.subscribe?.(({ activity, damage }) => {
      // In the middle of a verification a run would be refused.
      if (activity.kind !== 'idle' || damage === undefined) return;
      const isMore = damage.waitingCount > damagedCount;
      damagedCount = damage.waitingCount;
      if (isMore) on({ kind: 'damage-found' });
    }),
  ];
  performAll(first.effects);
  return () => {
    for (const unsubscribe of unsubscribes) unsubscribe?.();
    stopTimers();
    stopped.cancel();
  };

  function performAll(effects: readonly TriggerEffect[]): void {
    for (const effect of effects) perform(effect);
  }

  function perform(effect: TriggerEffect): void {
    switch (effect.kind) {
      case 'start-timer':
        startTimer(effect.timer, (settings) => durationOf(effect.timer, settings));
        return;
      case 'pause':
        startTimer('later', (settings) => pauseBefore(effect.outcome, effect.missedCount, settings));
        return;
      case 'stop-timers':
        stopTimers();
        return;
      case 'look':
        deps.pausing?.look().catch((error: unknown) => {
          deps.logger.log('error', 'look-failed', { error });
        });
        return;
      case 'run':
        void run().then((outcome) => {
          on(isPaused() ? { kind: 'paused' } : { kind: 'run-ended', outcome });
        });
        return;
    }
  }

  function startTimer(timer: Timer, lengthIn: (settings: Settings) => number): void {
    timers.get(timer)?.cancel();
    const source = new CancelSource();
    timers.set(timer, source);
    deps.controller
      .readSettings()
      .catch(() => DEFAULT_SETTINGS)
      .then((settings) => deps.clock.sleep(lengthIn(settings), source))
      .then(
        () => {
          on({ kind: 'timer-over', timer });
        },
        () => undefined,
      );
  }

  function stopTimers(): void {
    for (const source of timers.values()) source.cancel();
    timers.clear();
  }

  /** What is no outcome is a fault of ours: it is written down, and the next run comes all the same. */
  async function run(): Promise<BackgroundOutcome> {
    try {
      if (!(await deps.controller.readSettings()).backgroundBackup) return { kind: 'switched-off' };
      return await deps.controller.start({ kind: 'background', budgetMs: deps.budgetMs });
    } catch (error) {
      deps.logger.log('error', 'background-run-failed', { error });
      return { kind: 'out-of-time' };
    }
  }
}

function durationOf(timer: Exclude<Timer, 'later'>, { triggerDelayMs, maxDelayMs }: Settings): number {
  switch (timer) {
    case 'delay':
      return triggerDelayMs;
    case 'limit':
      return maxDelayMs;
    case 'switch':
      return SWITCH_MS;
  }
}

function isBetterThan(before: ConditionsState, now: ConditionsState): boolean {
  if (now.network === 'none') return false;
  return (
    before.network === 'none' ||
    (isMetered(before) && !isMetered(now)) ||
    (!before.isCharging && now.isCharging)
  );
}
