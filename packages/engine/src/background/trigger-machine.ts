import type { RunOutcome } from '../run/run-machine.ts';

/** What the background knows of its next run (B3). */
export type TriggerState =
  | { readonly kind: 'quiet' }
  /** Something changed; it is waited for the rest of it. */
  | { readonly kind: 'settling' }
  | { readonly kind: 'running'; readonly hasChanged: boolean }
  /** A run could not do all; it is made up for later, or when network or power are better. */
  | { readonly kind: 'owing' };

export type TriggerEvent =
  | { readonly kind: 'library-changed' }
  /** `isBetter`: something may be possible now that was not before. */
  | { readonly kind: 'conditions-changed'; readonly isBetter: boolean }
  | { readonly kind: 'timer-over'; readonly timer: Timer }
  | { readonly kind: 'run-ended'; readonly outcome: BackgroundOutcome };

/** How a run in the background ended; or that none was made, because the person wants none for now. */
export type BackgroundOutcome = RunOutcome | { readonly kind: 'switched-off' };

/**
 * `delay`: quiet after the last change; `limit`: the longest wait after the first; `later`: for what is owed; `switch`: until
 * it is looked again whether the person wants background runs, which can be said in another process.
 */
export type Timer = 'delay' | 'limit' | 'later' | 'switch';

export type TriggerEffect =
  /** Begins the timer anew. */
  | { readonly kind: 'start-timer'; readonly timer: Timer }
  | { readonly kind: 'stop-timers' }
  | { readonly kind: 'run' };

export interface TriggerStep {
  readonly state: TriggerState;
  readonly effects: readonly TriggerEffect[];
}

/** The background begins with a run: nobody knows what happened while it was not there. */
export function startTriggers(): TriggerStep {
  return run();
}

/** When the next run comes. Pure. */
export function transitionTrigger(state: TriggerState, event: TriggerEvent): TriggerStep {
  switch (event.kind) {
    case 'library-changed':
      return afterChange(state);
    case 'conditions-changed':
      return event.isBetter ? whenBetter(state) : stay(state);
    case 'timer-over':
      return state.kind === 'running' ? stay(state) : run();
    case 'run-ended':
      return state.kind === 'running' ? afterRun(state, event.outcome) : stay(state);
  }
}

/** What a run that is under way could not do before it can be done after it. */
function whenBetter(state: TriggerState): TriggerStep {
  if (state.kind === 'owing') return run();
  return stay(state.kind === 'running' ? { kind: 'running', hasChanged: true } : state);
}

function afterChange(state: TriggerState): TriggerStep {
  switch (state.kind) {
    case 'quiet':
    case 'owing':
      return settle();
    case 'settling':
      return { state, effects: [{ kind: 'start-timer', timer: 'delay' }] };
    case 'running':
      return stay({ kind: 'running', hasChanged: true });
  }
}

function afterRun(
  { hasChanged }: TriggerState & { kind: 'running' },
  outcome: BackgroundOutcome,
): TriggerStep {
  if (hasChanged) return settle();
  switch (outcome.kind) {
    case 'completed':
    case 'cancelled':
      return stay({ kind: 'quiet' });
    case 'switched-off':
      return { state: { kind: 'owing' }, effects: [{ kind: 'start-timer', timer: 'switch' }] };
    case 'stopped':
    case 'held-back':
    case 'out-of-time':
    case 'yielded':
    case 'already-running':
      return { state: { kind: 'owing' }, effects: [{ kind: 'start-timer', timer: 'later' }] };
  }
}

const stay = (state: TriggerState): TriggerStep => ({ state, effects: [] });

const settle = (): TriggerStep => ({
  state: { kind: 'settling' },
  effects: [
    { kind: 'stop-timers' },
    { kind: 'start-timer', timer: 'delay' },
    { kind: 'start-timer', timer: 'limit' },
  ],
});

const run = (): TriggerStep => ({
  state: { kind: 'running', hasChanged: false },
  effects: [{ kind: 'stop-timers' }, { kind: 'run' }],
});
