import type { RunOutcome } from '../run/run-machine.ts';
import { isServerAway } from './owed-run.ts';

/** What the background knows of its next run (B3). */
export type TriggerState =
  | { readonly kind: 'quiet' }
  /** Something changed; it is waited for the rest of it. */
  | { readonly kind: 'settling' }
  | { readonly kind: 'running'; readonly hasChanged: boolean; readonly missedCount: number }
  /**
   * A run could not do all; it is made up for later, or when network or power are better. `missedCount`: the runs in a row that the server was away.
   * `wasRefused`: it did nothing at all, beside another.
   */
  | { readonly kind: 'owing'; readonly missedCount: number; readonly wasRefused: boolean }
  /** The person wants no run in the background for now. */
  | { readonly kind: 'switched-off' }
  /**
   * The person stopped a run, whoever began it: none begins by itself until they begin one, or the process is another one. What
   * changes is only looked at, so that nothing new is overlooked; `isSettling`: it is waited for the rest of it. `hasChanged`:
   * since they stopped it, so that the run with which they go on may not have seen it.
   */
  | { readonly kind: 'paused'; readonly isSettling: boolean; readonly hasChanged: boolean };

export type TriggerEvent =
  /** The person stopped a backup, whoever began it. */
  | { readonly kind: 'paused' }
  | { readonly kind: 'library-changed' }
  /** A verification found something damaged on the server that is here: to be sent again. */
  | { readonly kind: 'damage-found' }
  /** `isBetter`: something may be possible now that was not before. */
  | { readonly kind: 'conditions-changed'; readonly isBetter: boolean }
  | { readonly kind: 'timer-over'; readonly timer: Timer }
  | { readonly kind: 'run-ended'; readonly outcome: BackgroundOutcome }
  /** One that a person asked for, or that the system granted, or that was begun before the app left the screen and came back. */
  | { readonly kind: 'other-run-ended'; readonly outcome: RunOutcome };

/** How a run in the background ended; or that none was made, because the person wants none for now. */
export type BackgroundOutcome = RunOutcome | { readonly kind: 'switched-off' };

/**
 * `delay`: quiet after the last change; `limit`: the longest wait after the first; `later`: for what is owed; `switch`: until
 * it is looked again whether the person wants background runs, which can be said in another process.
 */
export type Timer = 'delay' | 'limit' | 'later' | 'switch';

export type TriggerEffect =
  /** Begins the timer anew. */
  | { readonly kind: 'start-timer'; readonly timer: Exclude<Timer, 'later'> }
  /** Begins `later` anew: for as long as what such a run left undone waits. */
  | { readonly kind: 'pause'; readonly outcome: RunOutcome; readonly missedCount: number }
  | { readonly kind: 'stop-timers' }
  | { readonly kind: 'run' }
  /** Looks at the library, and sends nothing. */
  | { readonly kind: 'look' };

export interface TriggerStep {
  readonly state: TriggerState;
  readonly effects: readonly TriggerEffect[];
}

/** The background begins with a run: nobody knows what happened while it was not there. Not where the person stopped the last one. */
export function startTriggers({ isPaused }: { readonly isPaused: boolean }): TriggerStep {
  return isPaused ? pause() : run();
}

/** When the next run comes. Pure. */
export function transitionTrigger(state: TriggerState, event: TriggerEvent): TriggerStep {
  switch (event.kind) {
    case 'library-changed':
    case 'damage-found':
      return afterChange(state);
    case 'conditions-changed':
      return event.isBetter ? whenBetter(state) : stay(state);
    case 'timer-over':
      if (state.kind === 'paused') return look(state);
      return state.kind === 'running' ? stay(state) : run(state);
    case 'run-ended':
      return state.kind === 'running' ? afterRun(state, event.outcome) : stay(state);
    case 'paused':
      return pause();
    case 'other-run-ended':
      return afterOtherRun(state, event.outcome);
  }
}

/** What a run that is under way could not do before it can be done after it. */
function whenBetter(state: TriggerState): TriggerStep {
  if (state.kind === 'owing' || state.kind === 'switched-off') return run(state);
  return stay(state.kind === 'running' ? { ...state, hasChanged: true } : state);
}

function afterChange(state: TriggerState): TriggerStep {
  switch (state.kind) {
    case 'quiet':
    case 'owing':
    case 'switched-off':
      return settle();
    case 'settling':
      return waitOn(state);
    case 'running':
      return stay({ ...state, hasChanged: true });
    case 'paused':
      return state.isSettling ? waitOn({ ...state, hasChanged: true }) : pause({ hasChanged: true });
  }
}

function afterRun(
  { hasChanged, missedCount }: TriggerState & { kind: 'running' },
  outcome: BackgroundOutcome,
): TriggerStep {
  if (hasChanged) return settle();
  switch (outcome.kind) {
    case 'completed':
    case 'cancelled':
      return stay({ kind: 'quiet' });
    case 'switched-off':
      return { state: { kind: 'switched-off' }, effects: [{ kind: 'start-timer', timer: 'switch' }] };
    case 'stopped':
    case 'held-back':
    case 'out-of-time':
    case 'yielded':
    case 'already-running':
      return owe(outcome, missedCount);
  }
}

/**
 * What it left undone is made up for like that of any other; what it did is owed no more. But whoever was refused beside it wanted what it had perhaps
 * looked at before: that is done now.
 */
function afterOtherRun(state: TriggerState, outcome: RunOutcome): TriggerStep {
  if (state.kind === 'running' || state.kind === 'settling' || state.kind === 'switched-off')
    return stay(state);
  switch (outcome.kind) {
    case 'completed':
      if (state.kind === 'owing' && state.wasRefused) return run();
      return state.kind === 'paused' && state.hasChanged ? settle() : quiet();
    case 'cancelled':
      return quiet();
    case 'already-running':
      return stay(state);
    case 'stopped':
    case 'held-back':
    case 'out-of-time':
    case 'yielded':
      return owe(outcome, 0);
  }
}

function owe(outcome: RunOutcome, missedBefore: number): TriggerStep {
  const missedCount = isServerAway(outcome) ? missedBefore + 1 : 0;
  const wasRefused = outcome.kind === 'already-running';
  return {
    state: { kind: 'owing', missedCount, wasRefused },
    effects: [{ kind: 'pause', outcome, missedCount }],
  };
}

const WAIT_FOR_THE_REST: readonly TriggerEffect[] = [
  { kind: 'stop-timers' },
  { kind: 'start-timer', timer: 'delay' },
  { kind: 'start-timer', timer: 'limit' },
];

/** What was stopped may have been in the middle of its look. */
const pause = ({ hasChanged } = { hasChanged: false }): TriggerStep => ({
  state: { kind: 'paused', isSettling: true, hasChanged },
  effects: WAIT_FOR_THE_REST,
});

const look = (state: TriggerState & { kind: 'paused' }): TriggerStep => ({
  state: { ...state, isSettling: false },
  effects: [{ kind: 'stop-timers' }, { kind: 'look' }],
});

const waitOn = (state: TriggerState): TriggerStep => ({
  state,
  effects: [{ kind: 'start-timer', timer: 'delay' }],
});

const quiet = (): TriggerStep => ({ state: { kind: 'quiet' }, effects: [{ kind: 'stop-timers' }] });

const stay = (state: TriggerState): TriggerStep => ({ state, effects: [] });

const settle = (): TriggerStep => ({ state: { kind: 'settling' }, effects: WAIT_FOR_THE_REST });

const run = (before?: TriggerState): TriggerStep => ({
  state: {
    kind: 'running',
    hasChanged: false,
    missedCount: before?.kind === 'owing' ? before.missedCount : 0,
  },
  effects: [{ kind: 'stop-timers' }, { kind: 'run' }],
});
