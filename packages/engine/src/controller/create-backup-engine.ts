import { Cancelled, CancelSource, type CancelSignal } from '../cancel.ts';
import { BackupError } from '../errors/backup-error.ts';
import { explainAsset } from '../explain/explain-asset.ts';
import { supposeChoices, type LibraryView } from '../plan/suppose-choices.ts';
import type { Notifier } from '../ports/notifier.ts';
import type { RunLock } from '../ports/run-lock.ts';
import { Throttle } from '../progress/throttle.ts';
import { runBackup, type RunOptions } from '../run/backup-run.ts';
import { observeLibrary } from '../run/observe-library.ts';
import type { RunDeps } from '../run/run-deps.ts';
import { summariseTotals } from '../statistics/statistics.ts';
import type { BackupController } from './backup-controller.ts';
import { RunView } from './run-view.ts';
import type { BackupSnapshot, RunOutcome } from './snapshot.ts';

export interface BackupEngineDeps extends RunDeps {
  readonly runLock: RunLock;
  readonly notifier: Notifier;
  readonly options: RunOptions;
}

/** Wires the engine. The only place that does. The caller keeps and closes what it put in. */
export function createBackupEngine(deps: BackupEngineDeps): BackupController {
  const { ledger, clock, logger, notifier } = deps;
  const observers = new Set<(snapshot: BackupSnapshot) => void>();
  const throttle = new Throttle(clock, () => {
    if (observers.size === 0) return;
    const snapshot = view.read();
    for (const observer of [...observers]) if (observers.has(observer)) tell(observer, snapshot);
  });
  const view = new RunView(clock, () => {
    throttle.request();
  });
  let running: CancelSource | undefined;
  /** The ledger, or what it would say under the choice that the last scan supposed. */
  let library: LibraryView = ledger;

  return {
    snapshot: () => view.read(),
    subscribe(onChange) {
      observers.add(onChange);
      return () => observers.delete(onChange);
    },
    scan: ({ chooseAlbums } = {}) =>
      locked(async (signal) => {
        await observeLibrary(
          deps,
          {},
          (activity) => {
            view.onActivity(activity);
          },
          signal,
        );
        if (chooseAlbums === undefined) return;
        const choices = chooseAlbums(await ledger.readAlbums());
        if (choices.size > 0) library = supposeChoices(ledger, choices);
      }),
    async start(options = {}) {
      const outcome = await locked((signal) =>
        runBackup(deps, { ...deps.options, ...options }, view, signal),
      );
      notifyOf(outcome);
      return outcome;
    },
    cancel() {
      running?.cancel(new Cancelled('the person stopped the backup'));
    },
    readStatus,
    listAlbums: () => library.readAlbums(),
    async chooseAlbums(choices) {
      library = ledger;
      await ledger.record(
        [...choices].map(([albumId, choice]) => ({ kind: 'album-chosen', albumId, choice })),
      );
    },
    changeSettings: (settings) => ledger.record([{ kind: 'settings-changed', settings }]),
    listAssets: (query) => library.readAssets(query),
    async explain(id) {
      const [record] = await library.readAssets({ kind: 'by-id', ids: [id] });
      if (record === undefined) return undefined;
      const albums = new Map((await library.readAlbums()).map((album) => [album.id, album]));
      return { record, why: explainAsset(record, albums, await ledger.readState()) };
    },
    async retry(ids) {
      const failedBefore = (await readStatus()).statistics.failedCount;
      await ledger.record([{ kind: 'retry-wanted', ids }]);
      const failedNow = (await readStatus()).statistics.failedCount;
      return failedBefore - failedNow;
    },
  };

  /** Runs work that no other may run beside, and turns how it ends into an outcome. */
  async function locked(work: (signal: CancelSignal) => Promise<unknown>): Promise<RunOutcome> {
    if (running !== undefined) return { kind: 'already-running' };
    const source = new CancelSource();
    running = source;
    library = ledger;
    view.begin();
    let outcome: RunOutcome | undefined;
    try {
      outcome = await withLock(work, source);
      if (outcome.kind !== 'already-running') await readStatus();
      return outcome;
    } catch (error) {
      outcome = outcomeOf(error, source);
      return outcome;
    } finally {
      running = undefined;
      view.end(outcome);
      throttle.flush();
    }
  }

  async function withLock(
    work: (signal: CancelSignal) => Promise<unknown>,
    source: CancelSource,
  ): Promise<RunOutcome> {
    const result = await deps.runLock.acquire();
    if (result.kind === 'held-by-other') return { kind: 'already-running' };
    try {
      await work(source);
      return { kind: 'completed' };
    } catch (error) {
      return outcomeOf(error, source);
    } finally {
      await result.lock.release();
    }
  }

  function outcomeOf(error: unknown, source: CancelSource): RunOutcome {
    if (source.aborted) return { kind: 'cancelled' };
    if (!(error instanceof BackupError)) throw error;
    logger.log('info', 'run-stopped', { code: error.code });
    return { kind: 'stopped', code: error.code, detail: error.message };
  }

  async function readStatus(): ReturnType<BackupController['readStatus']> {
    const statistics = summariseTotals(await library.readTotals());
    const { lastBackupAtMs } = await ledger.readState();
    view.onLedgerRead(statistics, lastBackupAtMs);
    return { statistics, lastBackupAtMs };
  }

  /** A screen that fails is not the backup's failure. */
  function tell(observer: (snapshot: BackupSnapshot) => void, snapshot: BackupSnapshot): void {
    try {
      observer(snapshot);
    } catch (error) {
      logger.log('error', 'observer-failed', { error });
    }
  }

  /** One notification for a run that ends with failures, one for what stopped it (E5). */
  function notifyOf(outcome: RunOutcome): void {
    const failedCount = view.read().statistics?.candidates.failedCount ?? 0;
    if (outcome.kind === 'stopped') notifier.notify({ kind: 'backup-stopped', code: outcome.code });
    else if (outcome.kind === 'completed' && failedCount > 0) {
      notifier.notify({ kind: 'uploads-failed', count: failedCount });
    }
  }
}
