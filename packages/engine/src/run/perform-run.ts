import { Cancelled, type CancelSource } from '../cancel.ts';
import { BackupError } from '../errors/backup-error.ts';
import {
  startRun,
  transitionRun,
  type RunEffect,
  type RunEvent,
  type RunGoal,
  type RunOutcome,
} from './run-machine.ts';

/** Does what a run's machine asks for; each answer is the next event. */
export type PerformRunEffect = (effect: RunEffect) => Promise<RunEvent>;

/**
 * Takes a run from its first step to its last. What a step throws becomes an event, but for a fault of ours: that is thrown
 * on once the lock is released.
 */
export async function performRun(
  goal: RunGoal,
  perform: PerformRunEffect,
  signal: CancelSource,
): Promise<RunOutcome> {
  let step = startRun();
  let fault: { readonly error: unknown } | undefined;
  while (step.state.kind !== 'ended') {
    const [effect] = step.effects;
    if (effect === undefined) throw new TypeError(`nothing is to be done while ${step.state.kind}`);
    step = transitionRun(goal, step.state, await eventOf(effect));
  }
  if (fault !== undefined) throw fault.error;
  return step.state.outcome;

  async function eventOf(effect: RunEffect): Promise<RunEvent> {
    try {
      return await perform(effect);
    } catch (error) {
      if (signal.aborted) {
        return {
          kind: 'cancelled',
          why: signal.reason instanceof Cancelled ? signal.reason.why : 'unwanted',
        };
      }
      if (error instanceof BackupError) return { kind: 'failed', error };
      fault ??= { error };
      return { kind: 'cancelled', why: 'unwanted' };
    }
  }
}
