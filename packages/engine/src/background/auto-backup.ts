import { CancelSource } from '../cancel.ts';
import { isMetered } from '../conditions/allowance.ts';
import type { BackupController } from '../controller/backup-controller.ts';
import { DEFAULT_SETTINGS } from '../model/settings.ts';
import type { Clock } from '../ports/clock.ts';
import type { Conditions, ConditionsState } from '../ports/conditions.ts';
import type { Logger } from '../ports/logger.ts';
import type { PhotoLibrary } from '../ports/photo-library.ts';
import {
  startTriggers,
  transitionTrigger,
  type BackgroundOutcome,
  type Timer,
  type TriggerEffect,
  type TriggerEvent,
  type TriggerState,
} from './trigger-machine.ts';

/** How long what is owed waits for better conditions before it is tried all the same. */
const LATER_MS = 15 * 60_000;
/** How soon background backup begins after it was switched on. */
const SWITCH_MS = 60_000;

export interface AutoBackupDeps {
  readonly library: Pick<PhotoLibrary, 'subscribe'>;
  readonly conditions: Conditions;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly controller: Pick<BackupController, 'start' | 'readSettings'>;
  /** What the platform gives each run; undefined: as long as it takes. */
  readonly budgetMs?: number;
}

/**
 * Runs backups by itself for as long as its process lives: after changes of the library (B3), and when network or power
 * come back to what could not be done without them (N3). On phones the system wakes a process instead, and one run is made.
 *
 * The returned function ends it; a run that is under way goes on, and is cancelled by the controller.
 */
export function startAutoBackup(deps: AutoBackupDeps): () => void {
  const stopped = new CancelSource();
  const timers = new Map<Timer, CancelSource>();
  let conditions = deps.conditions.current();
  const first = startTriggers();
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
  ];
  performAll(first.effects);
  return () => {
    for (const unsubscribe of unsubscribes) unsubscribe();
    stopTimers();
    stopped.cancel();
  };

  function performAll(effects: readonly TriggerEffect[]): void {
    for (const effect of effects) perform(effect);
  }

  function perform(effect: TriggerEffect): void {
    switch (effect.kind) {
      case 'start-timer':
        startTimer(effect.timer);
        return;
      case 'stop-timers':
        stopTimers();
        return;
      case 'run':
        void run().then((outcome) => {
          on({ kind: 'run-ended', outcome });
        });
        return;
    }
  }

  function startTimer(timer: Timer): void {
    timers.get(timer)?.cancel();
    const source = new CancelSource();
    timers.set(timer, source);
    durationOf(timer)
      .then((durationMs) => deps.clock.sleep(durationMs, source))
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

  async function durationOf(timer: Timer): Promise<number> {
    if (timer === 'later') return LATER_MS;
    if (timer === 'switch') return SWITCH_MS;
    const { triggerDelayMs, maxDelayMs } = await deps.controller.readSettings().catch(() => DEFAULT_SETTINGS);
    return timer === 'delay' ? triggerDelayMs : maxDelayMs;
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

function isBetterThan(before: ConditionsState, now: ConditionsState): boolean {
  if (now.network === 'none') return false;
  return (
    before.network === 'none' ||
    (isMetered(before) && !isMetered(now)) ||
    (!before.isCharging && now.isCharging)
  );
}
