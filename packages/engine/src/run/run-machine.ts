import type { CancelCause } from '../cancel.ts';
import type { Allowance, Hold } from '../conditions/allowance.ts';
import { type BackupError, type ErrorCode } from '../errors/backup-error.ts';
import { lackOfRoomOf } from './lack-of-room.ts';

/** What a run is for: a whole backup; only to see what the library holds; or to prove something with the server's help. */
export type RunGoal = 'backup' | 'scan' | 'prove';

/** How a run ended. */
export type RunOutcome =
  /** Each candidate is backed up, failed, gone or deleted on the server; the statistics tell which. */
  | { readonly kind: 'completed' }
  | { readonly kind: 'stopped'; readonly code: ErrorCode; readonly detail: string }
  /** The person stopped it. */
  | { readonly kind: 'cancelled' }
  /** Network or power does not allow the rest now (N1, N2); it goes on by itself when they do. */
  | { readonly kind: 'held-back'; readonly by: Hold }
  /** The time that the platform gives is used up; the next run goes on from there (B4). */
  | { readonly kind: 'out-of-time' }
  /** A run in the foreground has precedence (B2). */
  | { readonly kind: 'yielded' }
  /** Another run, here or in another process, has the lock. */
  | { readonly kind: 'already-running' };

/** What a run waits for in the middle of its work. */
export type RunWait =
  | { readonly kind: 'network' }
  /** Until more is allowed than there was `before`. */
  | { readonly kind: 'conditions'; readonly hold: Hold; readonly before: Allowance }
  | { readonly kind: 'retry'; readonly atMs: number };

/** The steps of a run (B1): trigger, lock, translations, database, API endpoint, albums, backup, timestamps, release. */
export type RunState =
  | { readonly kind: 'locking' }
  | { readonly kind: 'preparing' }
  | { readonly kind: 'opening' }
  | { readonly kind: 'connecting' }
  | { readonly kind: 'observing' }
  | { readonly kind: 'comparing' }
  /** Retries up to `dueMs` have their turn; undefined: up to now. */
  | { readonly kind: 'uploading'; readonly dueMs: number | undefined }
  | { readonly kind: 'waiting'; readonly for: RunWait }
  | { readonly kind: 'syncing-albums'; readonly then: AfterSync }
  | { readonly kind: 'proving' }
  | { readonly kind: 'stamping' }
  | { readonly kind: 'releasing'; readonly outcome: RunOutcome }
  | { readonly kind: 'ended'; readonly outcome: RunOutcome };

/** Why albums are synced now, and so what comes next. */
type AfterSync =
  | { readonly kind: 'stamp' }
  | { readonly kind: 'wait'; readonly for: RunWait }
  | { readonly kind: 'end'; readonly outcome: RunOutcome };

export type RunEvent =
  /** The step came to its end. */
  | { readonly kind: 'done' }
  | { readonly kind: 'lock-refused' }
  /** A pass came to its end, and may have left work. */
  | { readonly kind: 'pass-ended' }
  /** No candidate is left that a pass could do anything for. */
  | { readonly kind: 'all-settled' }
  | { readonly kind: 'must-wait'; readonly for: RunWait }
  /** What was waited for is there; retries up to `dueMs` are due, whatever the device's clock says. */
  | { readonly kind: 'waited'; readonly dueMs: number | undefined }
  | { readonly kind: 'held-back'; readonly by: Hold }
  | { readonly kind: 'failed'; readonly error: BackupError }
  | { readonly kind: 'cancelled'; readonly why: CancelCause };

/** What is to be done in a state: exactly one thing, whose end is the next event. */
export type RunEffect =
  | { readonly kind: 'acquire-lock' }
  | { readonly kind: 'prepare-notifier' }
  | { readonly kind: 'read-state' }
  | { readonly kind: 'connect' }
  | { readonly kind: 'observe-library' }
  | { readonly kind: 'compare' }
  | { readonly kind: 'upload'; readonly dueMs: number | undefined }
  | { readonly kind: 'wait'; readonly for: RunWait }
  | { readonly kind: 'sync-albums'; readonly mayFail: boolean }
  | { readonly kind: 'prove' }
  | { readonly kind: 'stamp' }
  | { readonly kind: 'release-lock' };

export interface RunStep {
  readonly state: RunState;
  readonly effects: readonly RunEffect[];
}

/** A run's first step. */
export function startRun(): RunStep {
  return enter({ kind: 'locking' });
}

/**
 * What follows from what happened. Pure. Whatever fails once the lock is held leads to its release (B1); before that
 * there is nothing to release.
 */
export function transitionRun(goal: RunGoal, state: RunState, event: RunEvent): RunStep {
  if (state.kind === 'ended') return { state, effects: [] };
  if (state.kind === 'releasing') return enter({ kind: 'ended', outcome: state.outcome });
  switch (event.kind) {
    case 'done':
      return enter(nextOf(goal, state));
    case 'lock-refused':
      return enter({ kind: 'ended', outcome: { kind: 'already-running' } });
    case 'pass-ended':
      return enter({ kind: 'uploading', dueMs: undefined });
    case 'all-settled':
      return enter({ kind: 'syncing-albums', then: { kind: 'stamp' } });
    case 'must-wait':
      // What is done already need not wait for Wi-Fi, or for the retry of something else, to get into its albums.
      return isServerThere(event.for)
        ? enter({ kind: 'syncing-albums', then: { kind: 'wait', for: event.for } })
        : enter({ kind: 'waiting', for: event.for });
    case 'waited':
      return enter({ kind: 'uploading', dueMs: event.dueMs });
    case 'held-back':
      return end(state, { kind: 'held-back', by: event.by });
    case 'failed':
      return afterError(state, event.error);
    case 'cancelled':
      return end(state, outcomeOfCancel(event.why));
  }
}

const isServerThere = (wait: RunWait): boolean =>
  wait.kind === 'retry' || (wait.kind === 'conditions' && wait.hold !== 'network');

type BusyState = Exclude<RunState, { kind: 'ended' | 'releasing' }>;

function nextOf(goal: RunGoal, state: BusyState): RunState {
  switch (state.kind) {
    case 'locking':
      return { kind: 'preparing' };
    case 'preparing':
      return { kind: 'opening' };
    case 'opening':
      return goal === 'scan' ? { kind: 'observing' } : { kind: 'connecting' };
    case 'connecting':
      return goal === 'prove' ? { kind: 'proving' } : { kind: 'observing' };
    case 'observing':
      return goal === 'scan' ? completed() : { kind: 'comparing' };
    case 'comparing':
    case 'uploading':
    case 'waiting':
      return { kind: 'uploading', dueMs: undefined };
    case 'syncing-albums':
      return afterSync(state.then);
    case 'proving':
    case 'stamping':
      return completed();
  }
}

function afterSync(then: AfterSync): RunState {
  switch (then.kind) {
    case 'stamp':
      return { kind: 'stamping' };
    case 'wait':
      return { kind: 'waiting', for: then.for };
    case 'end':
      return { kind: 'releasing', outcome: then.outcome };
  }
}

/** A full server takes nothing more, and a full device sends nothing more; but what is there can still be put into albums. */
function afterError(state: BusyState, error: BackupError): RunStep {
  const outcome: RunOutcome = { kind: 'stopped', code: error.code, detail: error.message };
  const isFull = lackOfRoomOf(error, 0) !== undefined;
  return state.kind === 'uploading' && isFull
    ? enter({ kind: 'syncing-albums', then: { kind: 'end', outcome } })
    : end(state, outcome);
}

function end(state: BusyState, outcome: RunOutcome): RunStep {
  // The run ends for the reason that came first.
  const first = state.kind === 'syncing-albums' && state.then.kind === 'end' ? state.then.outcome : outcome;
  return enter(
    state.kind === 'locking' ? { kind: 'ended', outcome: first } : { kind: 'releasing', outcome: first },
  );
}

/** How a run ends that was told to stop. */
export function outcomeOfCancel(why: CancelCause): RunOutcome {
  switch (why) {
    case 'out-of-time':
      return { kind: 'out-of-time' };
    case 'yielding':
      return { kind: 'yielded' };
    case 'unwanted':
    case 'held-back':
      return { kind: 'cancelled' };
  }
}

const completed = (): RunState => ({ kind: 'releasing', outcome: { kind: 'completed' } });

function enter(state: RunState): RunStep {
  return { state, effects: effectsOf(state) };
}

function effectsOf(state: RunState): readonly RunEffect[] {
  switch (state.kind) {
    case 'locking':
      return [{ kind: 'acquire-lock' }];
    case 'preparing':
      return [{ kind: 'prepare-notifier' }];
    case 'opening':
      return [{ kind: 'read-state' }];
    case 'connecting':
      return [{ kind: 'connect' }];
    case 'observing':
      return [{ kind: 'observe-library' }];
    case 'comparing':
      return [{ kind: 'compare' }];
    case 'uploading':
      return [{ kind: 'upload', dueMs: state.dueMs }];
    case 'waiting':
      return [{ kind: 'wait', for: state.for }];
    case 'syncing-albums':
      return [{ kind: 'sync-albums', mayFail: state.then.kind !== 'stamp' }];
    case 'proving':
      return [{ kind: 'prove' }];
    case 'stamping':
      return [{ kind: 'stamp' }];
    case 'releasing':
      return [{ kind: 'release-lock' }];
    case 'ended':
      return [];
  }
}
