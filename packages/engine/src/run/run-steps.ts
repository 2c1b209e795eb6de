import { type CancelSource, throwIfCancelled, untilCancelled } from '../cancel.ts';
import { syncAlbums } from '../album-sync/sync-albums.ts';
import { createRunBudget, type RunBudget } from '../budget/run-budget.ts';
import { isAllHeld } from '../conditions/allowance.ts';
import { createLiveAllowance, type LiveAllowance } from '../conditions/live-allowance.ts';
import { untilAllowed } from '../conditions/until-allowed.ts';
import { matchDeviceAssets } from '../dedupe/match-device-assets.ts';
import { BackupError } from '../errors/backup-error.ts';
import type { AlbumId } from '../model/ids.ts';
import { settingsOf, type Settings } from '../model/settings.ts';
import type { LedgerState } from '../ports/ledger.ts';
import type { Notifier } from '../ports/notifier.ts';
import type { RemoteDescription } from '../ports/remote.ts';
import type { HeldRunLock, RunLock } from '../ports/run-lock.ts';
import { summariseTotals } from '../statistics/statistics.ts';
import { cancelOrphanedTransfers } from '../transfer/orphaned-transfers.ts';
import { verifySlice } from '../verify/verify-slice.ts';
import { AssetEndings } from './asset-endings.ts';
import { createConnection, type Connection } from './connection.ts';
import { withFirstAnswerLimit } from './first-answer.ts';
import { lackOfRoomOf } from './lack-of-room.ts';
import { observeLibrary } from './observe-library.ts';
import type { RunDeps } from './run-deps.ts';
import type { RunEffect, RunEvent, RunWait } from './run-machine.ts';
import type { Activity, RunObserver } from './run-observer.ts';
import type { RunOptions } from './run-options.ts';
import { settleAlbums } from './settle-albums.ts';
import { uploadPass } from './upload-pass.ts';
import { lookForWork } from './look-for-work.ts';

export interface StepDeps extends RunDeps {
  readonly runLock: RunLock;
  readonly notifier: Notifier;
}

/** What a run does for a goal of its own, once it is connected. */
export type Proving = (connected: ConnectedRun, signal: CancelSource) => Promise<void>;

export interface ConnectedRun {
  readonly connection: Connection;
  readonly server: RemoteDescription;
}

const DONE: RunEvent = { kind: 'done' };

/** The steps of one run, each as its machine asks for it. What they find out is kept here, for the steps after them. */
export class RunSteps {
  readonly #deps: StepDeps;
  readonly #options: RunOptions;
  readonly #observer: RunObserver;
  readonly #proving: Proving | undefined;
  readonly #signal: CancelSource;
  readonly #endings: AssetEndings;
  readonly #budget: RunBudget;
  readonly #connection: Connection;
  #lock: HeldRunLock | undefined;
  #activity: Activity = { kind: 'starting' };
  #state: LedgerState | undefined;
  #settings: Settings = settingsOf({});
  #allowance: LiveAllowance;
  #server: RemoteDescription | undefined;
  #partialAlbums: ReadonlySet<AlbumId> = new Set();

  constructor(
    deps: StepDeps,
    options: RunOptions,
    observer: RunObserver,
    signal: CancelSource,
    proving?: Proving,
  ) {
    this.#deps = deps;
    this.#options = options;
    this.#observer = observer;
    this.#signal = signal;
    this.#proving = proving;
    this.#endings = new AssetEndings(deps, observer);
    this.#budget = createRunBudget(deps.clock, options.budgetMs, signal);
    this.#connection = this.#connectionOf(options.offlinePatienceMs);
    this.#allowance = createLiveAllowance(deps.conditions, this.#settings, options);
  }

  /** Does one step. Throws what keeps it from being done. */
  perform = async (effect: RunEffect): Promise<RunEvent> => {
    switch (effect.kind) {
      case 'acquire-lock':
        return this.#acquireLock();
      case 'prepare-notifier':
        await untilCancelled(this.#deps.notifier.prepare(), this.#signal);
        return DONE;
      case 'read-state':
        return this.#readState();
      case 'connect':
        return this.#connect();
      case 'observe-library':
        return this.#observe();
      case 'compare':
        return this.#compare();
      case 'upload':
        return this.#upload(effect.dueMs);
      case 'wait':
        return this.#wait(effect.for);
      case 'sync-albums':
        return this.#syncAlbums(effect.isLast);
      case 'prove':
        return this.#prove();
      case 'stamp':
        return this.#stamp();
      case 'release-lock':
        await this.#lock?.release();
        return DONE;
    }
  };

  /** The run is over: nothing ticks any more. */
  end(): void {
    this.#budget.end();
  }

  async #acquireLock(): Promise<RunEvent> {
    const result = await this.#deps.runLock.acquire(this.#options.kind, this.#signal);
    if (result.kind === 'held-by-other') return { kind: 'lock-refused' };
    const { lock } = result;
    this.#lock = lock;
    const yieldNow = (): void => {
      this.#signal.cancel(lock.yielding.reason);
    };
    if (lock.yielding.aborted) yieldNow();
    else lock.yielding.addEventListener('abort', yieldNow);
    return DONE;
  }

  async #readState(): Promise<RunEvent> {
    // What a process that was killed left behind (U8); nobody else runs, so nobody needs it.
    await untilCancelled(this.#deps.library.sweepTemporary(), this.#signal);
    this.#state = await this.#deps.ledger.readState();
    this.#settings = settingsOf(this.#state.settings);
    this.#allowance = createLiveAllowance(this.#deps.conditions, this.#settings, this.#options);
    // Nobody looks on, and nothing could be sent: the next run comes when something can.
    const allowance = this.#allowance.current();
    if (this.#options.kind === 'background' && allowance.image !== undefined && isAllHeld(allowance)) {
      return { kind: 'held-back', by: allowance.image };
    }
    return DONE;
  }

  async #connect(): Promise<RunEvent> {
    this.#enter({ kind: 'connecting' });
    const { clock, remote } = this.#deps;
    // A server that is not there at the start is said at once; one that goes away in the middle is waited for.
    this.#server = await this.#connectionOf(0).call(
      (guarded) => withFirstAnswerLimit(clock, guarded, (limited) => remote.describe(limited)),
      this.#signal,
    );
    this.#observer.onStorage(this.#server.storage);
    return DONE;
  }

  async #observe(): Promise<RunEvent> {
    const { ledger } = this.#deps;
    this.#partialAlbums = await observeLibrary(
      this.#deps,
      this.#settings,
      this.#options,
      (activity) => {
        this.#enter(activity);
      },
      this.#signal,
    );
    const statistics = summariseTotals(await ledger.readTotals());
    const { waitingCount, waitingBytes } = statistics.candidates;
    this.#observer.onCounted(statistics, { count: waitingCount, sizeBytes: waitingBytes });
    return DONE;
  }

  async #compare(): Promise<RunEvent> {
    this.#enter({ kind: 'comparing' });
    const { ledger } = this.#deps;
    const deps = { ...this.#deps, connection: this.#connection };
    const { can } = this.#connected();
    if (can.resumable !== undefined) await cancelOrphanedTransfers(deps, this.#signal);
    if (can.deviceNames) {
      await matchDeviceAssets(
        deps,
        (records) => {
          for (const record of records) this.#observer.onSettled(record, 'duplicate');
        },
        this.#signal,
      );
    }
    await verifySlice(deps, this.#signal);
    // Only another upload can tell whether there is room by now.
    if (this.#state?.lackOfRoom !== undefined) await ledger.record([{ kind: 'room-noted', lack: undefined }]);
    return DONE;
  }

  async #upload(dueMs: number | undefined): Promise<RunEvent> {
    throwIfCancelled(this.#signal);
    const work = await lookForWork(this.#deps, dueMs);
    if (work.kind === 'none') return { kind: 'all-settled' };
    if (work.kind === 'later') return { kind: 'must-wait', for: { kind: 'retry', atMs: work.atMs } };
    this.#enter({ kind: 'uploading' });
    const end = await uploadPass(
      {
        ...this.#deps,
        connection: this.#connection,
        endings: this.#endings,
        observer: this.#observer,
        settings: this.#settings,
        allowance: this.#allowance,
        budget: this.#budget,
        resumableLimits: this.#connected().can.resumable,
        chunkSizes: this.#options.chunkSizes,
        dueMs: work.dueMs,
      },
      this.#signal,
    );
    switch (end.kind) {
      case 'done':
        // Nothing else could end this loop, and a loop that cannot end must never begin.
        if (end.turnCount === 0) throw new Error('the ledger counts work that it does not name');
        return { kind: 'pass-ended' };
      case 'offline':
        return { kind: 'must-wait', for: { kind: 'network' } };
      case 'held-back':
        return this.#options.kind === 'background'
          ? { kind: 'held-back', by: end.by }
          : { kind: 'must-wait', for: { kind: 'conditions', hold: end.by } };
      case 'out-of-time':
        return { kind: 'cancelled', why: 'out-of-time' };
      case 'stopped': {
        const lack = lackOfRoomOf(end.error, this.#deps.clock.now());
        if (lack !== undefined) await this.#deps.ledger.record([{ kind: 'room-noted', lack }]);
        return { kind: 'failed', error: end.error };
      }
    }
  }

  async #wait(wait: RunWait): Promise<RunEvent> {
    switch (wait.kind) {
      case 'network':
        await this.#connection.waitUntilOnline(this.#signal);
        return { kind: 'waited', dueMs: undefined };
      case 'conditions':
        this.#enter({ kind: 'waiting-for-conditions', hold: wait.hold });
        await untilAllowed(this.#allowance, this.#signal);
        return { kind: 'waited', dueMs: undefined };
      case 'retry': {
        const { clock } = this.#deps;
        const pauseMs = wait.atMs - clock.now();
        if (pauseMs > this.#budget.remainingMs()) return { kind: 'cancelled', why: 'out-of-time' };
        this.#enter({ kind: 'waiting-for-retry', untilMs: wait.atMs });
        if (pauseMs > 0) await clock.sleep(pauseMs, this.#signal);
        // A wait is a wait: what was waited for is due even when the device's clock jumped meanwhile.
        return { kind: 'waited', dueMs: wait.atMs };
      }
    }
  }

  async #syncAlbums(isLast: boolean): Promise<RunEvent> {
    if (!this.#settings.syncAlbums) return DONE;
    this.#enter({ kind: 'syncing-albums' });
    try {
      const deps = { ...this.#deps, connection: this.#connection };
      this.#observer.onAlbumsSynced(await syncAlbums(deps, this.#signal));
    } catch (error) {
      // The run stops for the reason that came first; what is not in its albums yet is recorded as such (S2).
      if (!isLast || !(error instanceof BackupError)) throw error;
      this.#deps.logger.log('warn', 'albums-not-synced', { code: error.code });
    }
    return DONE;
  }

  async #prove(): Promise<RunEvent> {
    this.#enter({ kind: 'verifying', checkedCount: 0 });
    const server = this.#connected();
    await this.#proving?.({ connection: this.#connection, server }, this.#signal);
    return DONE;
  }

  async #stamp(): Promise<RunEvent> {
    const { ledger, clock, remote } = this.#deps;
    await settleAlbums(ledger, clock, this.#partialAlbums);
    await ledger.record([{ kind: 'run-completed', atMs: clock.now() }]);
    try {
      this.#observer.onStorage((await untilCancelled(remote.describe(this.#signal), this.#signal)).storage);
    } catch (error) {
      // Everything is done and written down: that the numbers are a little old is no reason to call it otherwise.
      if (!(error instanceof BackupError)) throw error;
    }
    return DONE;
  }

  #connected(): RemoteDescription {
    if (this.#server === undefined) throw new TypeError('the run is not connected');
    return this.#server;
  }

  #enter(activity: Activity): void {
    this.#activity = activity;
    this.#observer.onActivity(activity);
  }

  #connectionOf(offlinePatienceMs: number): Connection {
    return createConnection({
      ...this.#deps,
      offlinePatienceMs,
      onWaiting: (isWaiting) => {
        this.#observer.onActivity(isWaiting ? { kind: 'waiting-for-network' } : this.#activity);
      },
    });
  }
}
