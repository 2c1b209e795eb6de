import { createRunBudget, type RunBudget } from '../budget/run-budget.ts';
import type { CancelSource } from '../cancel.ts';
import { createLiveAllowance, type LiveAllowance } from '../conditions/live-allowance.ts';
import type { AlbumId } from '../model/ids.ts';
import { settingsOf, type Settings } from '../model/settings.ts';
import type { LackOfRoom } from '../ports/ledger.ts';
import type { Notifier } from '../ports/notifier.ts';
import type { RemoteDescription } from '../ports/remote.ts';
import type { HeldRunLock, RunLock } from '../ports/run-lock.ts';
import { AssetEndings } from './asset-endings.ts';
import { createConnection, type Connection } from './connection.ts';
import type { RunDeps } from './run-deps.ts';
import type { Activity, RunObserver } from './run-observer.ts';
import type { RunOptions } from './run-options.ts';

export interface StepDeps extends RunDeps {
  readonly runLock: RunLock;
  readonly notifier: Notifier;
}

/** What a run does for a goal of its own, once it is connected. */
export type Proving = (
  connection: Connection,
  server: RemoteDescription,
  signal: CancelSource,
) => Promise<void>;

/** One run: what it works with, and what its steps have found out for the steps after them. */
export interface RunContext {
  readonly deps: StepDeps;
  readonly options: RunOptions;
  readonly observer: RunObserver;
  readonly signal: CancelSource;
  readonly endings: AssetEndings;
  readonly budget: RunBudget;
  /** When it began, by the device's clock. */
  readonly startedAtMs: number;
  /** Waits for a network that went away for as long as the options say. */
  readonly connection: Connection;
  readonly proving: Proving | undefined;
  lock: HeldRunLock | undefined;
  settings: Settings;
  allowance: LiveAllowance;
  /** What kept the last run from going on, as long as this one has not shown otherwise. */
  lackOfRoom: LackOfRoom | undefined;
  server: RemoteDescription | undefined;
  partialAlbums: ReadonlySet<AlbumId>;
  /** Of the choices and settings that the library was planned by. */
  planRevision: number;
  activity: Activity;
}

/** Begins a run's context. Its budget runs from now on, and is to be ended with the run. */
export function createRunContext(
  deps: StepDeps,
  options: RunOptions,
  observer: RunObserver,
  signal: CancelSource,
  proving?: Proving,
): RunContext {
  const settings = settingsOf({});
  const connection = createConnection({
    ...deps,
    offlinePatienceMs: options.offlinePatienceMs,
    onWaiting(wait) {
      observer.onActivity(wait === undefined ? run.activity : { kind: 'waiting-for-network', ...wait });
    },
  });
  const run: RunContext = {
    deps,
    options,
    observer,
    signal,
    endings: new AssetEndings(deps, connection, observer),
    budget: createRunBudget(deps.clock, options.budgetMs, signal),
    startedAtMs: deps.clock.now(),
    connection,
    proving,
    lock: undefined,
    settings,
    allowance: createLiveAllowance(deps.conditions, settings, options),
    lackOfRoom: undefined,
    server: undefined,
    partialAlbums: new Set(),
    planRevision: 0,
    activity: { kind: 'starting' },
  };
  return run;
}

/** Says what the run is doing from now on. */
export function enter(run: RunContext, activity: Activity): void {
  run.activity = activity;
  run.observer.onActivity(activity);
}

/** Asks and does not wait for a network that is away. */
export function impatientConnection({ deps }: RunContext): Connection {
  return createConnection({ ...deps, offlinePatienceMs: 0, onWaiting: () => undefined });
}

/** What the server said of itself. Only to be asked after the run has connected. */
export function serverOf({ server }: RunContext): RemoteDescription {
  if (server === undefined) throw new TypeError('the run is not connected');
  return server;
}
