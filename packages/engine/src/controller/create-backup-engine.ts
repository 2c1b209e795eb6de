import { Cancelled, CancelSource } from '../cancel.ts';
import { allowanceOf, type RunPermission } from '../conditions/allowance.ts';
import { dispositionOf } from '../errors/backup-error.ts';
import { explainAsset } from '../explain/explain-asset.ts';
import { cannotRemove, freeSpace, type FreeingResult } from '../free-space/free-space.ts';
import { proposeFreeing } from '../free-space/propose-freeing.ts';
import { affectsPlan, settingsOf } from '../model/settings.ts';
import { supposeChoices, type LibraryView } from '../plan/suppose-choices.ts';
import type { LackOfRoom, LedgerState } from '../ports/ledger.ts';
import type { RunKind } from '../ports/run-lock.ts';
import type { OriginalRemover } from '../ports/original-remover.ts';
import { Throttle } from '../progress/throttle.ts';
import { performRun } from '../run/perform-run.ts';
import type { RunGoal, RunOutcome } from '../run/run-machine.ts';
import type { RunOptions } from '../run/run-options.ts';
import { createRunContext, type Proving, type RunContext, type StepDeps } from '../run/run-context.ts';
import { performStep } from '../run/perform-step.ts';
import { summariseTotals, summariseWaiting } from '../statistics/statistics.ts';
import { CHUNK_SIZES } from '../transfer/chunk-sizes.ts';
import { verifyLibrary, type VerifyReport } from '../verify/verify-library.ts';
import type { BackupController, BackupStatus, StartOptions } from './backup-controller.ts';
import { RunView } from './run-view.ts';
import type { BackupSnapshot } from './snapshot.ts';

export interface BackupEngineDeps extends StepDeps {
  /** Undefined: originals cannot be removed from here. */
  readonly remover?: OriginalRemover;
  readonly options: Pick<RunOptions, 'offlinePatienceMs'> &
    Partial<Pick<RunOptions, 'chunkSizes' | 'sendsOn'>>;
}

/** Wires the engine. The only place that does. The caller keeps and closes what it put in. */
export function createBackupEngine(deps: BackupEngineDeps): BackupController {
  const { ledger, clock, logger, notifier } = deps;
  const observers = new Set<(snapshot: BackupSnapshot) => void>();
  const throttle = new Throttle(clock, () => {
    const snapshot = view.read();
    if (running?.context.options.kind === 'background') showProgress(snapshot);
    for (const observer of [...observers]) if (observers.has(observer)) tell(observer, snapshot);
  });
  const view = new RunView(clock, () => {
    throttle.request();
  });
  /** What the last run had found lacking when it began. */
  let lackBefore: LackOfRoom | undefined;
  let running: { readonly source: CancelSource; readonly context: RunContext } | undefined;
  /** The ledger, or what it would say under the choice that the last scan supposed. */
  let library: LibraryView = ledger;

  return {
    snapshot: () => view.read(),
    subscribe(onChange) {
      observers.add(onChange);
      return () => observers.delete(onChange);
    },
    async scan({ chooseAlbums } = {}) {
      return run('scan', {}, async () => {
        if (chooseAlbums === undefined) return;
        const choices = chooseAlbums(await ledger.readAlbums());
        if (choices.size > 0) library = supposeChoices(ledger, choices, await readSettings());
      });
    },
    async start(options = {}) {
      const outcome = await run('backup', options);
      notifyOf(outcome, options.kind ?? 'foreground');
      return outcome;
    },
    cancel(why = 'unwanted') {
      running?.source.cancel(new Cancelled('the run was told to stop', why));
    },
    readStatus,
    readSettings,
    listAlbums: () => library.readAlbums(),
    async chooseAlbums(choices) {
      library = ledger;
      await ledger.record(
        [...choices].map(([albumId, choice]) => ({ kind: 'album-chosen', albumId, choice })),
      );
    },
    async changeSettings(settings) {
      await ledger.record([{ kind: 'settings-changed', settings, isPlanAffected: affectsPlan(settings) }]);
      // What may not be sent any more stops at once, also in the middle of a run (N2).
      running?.context.allowance.changeSettings(await readSettings());
    },
    listAssets: (query) => library.readAssets(query),
    async explain(id) {
      const [record] = await library.readAssets({ kind: 'by-id', ids: [id] });
      if (record === undefined) return undefined;
      const albums = new Map((await library.readAlbums()).map((album) => [album.id, album]));
      return { record, why: explainAsset(record, { albums, ...waitContext(await ledger.readState()) }) };
    },
    async retry(ids) {
      const before = (await readStatus()).statistics.failedCount;
      await ledger.record([{ kind: 'retry-wanted', ids }]);
      return before - (await readStatus()).statistics.failedCount;
    },
    async uploadAgain(ids) {
      const before = (await readStatus()).statistics.deletedOnServerCount;
      await ledger.record([{ kind: 'upload-again-wanted', ids }]);
      return before - (await readStatus()).statistics.deletedOnServerCount;
    },
    async verify({ isDeep }) {
      let report: VerifyReport | undefined;
      const outcome = await run('prove', {}, undefined, async (connection, server, signal) => {
        report = await verifyLibrary(
          { ...deps, connection },
          { isDeep: isDeep && server.can.deepVerify },
          (progress) => {
            view.onActivity({ kind: 'verifying', progress });
          },
          signal,
        );
      });
      return { outcome, report };
    },
    proposeFreeing: () => proposeFreeing(ledger, new CancelSource()),
    async freeSpace(ids) {
      let result: FreeingResult | undefined;
      const outcome = await run('prove', {}, undefined, async (connection, server, signal) => {
        const { remover } = deps;
        if (remover === undefined || !server.can.deepVerify) throw cannotRemove();
        const onRemoved = (soFar: FreeingResult): void => {
          result = soFar;
        };
        result = await freeSpace({ ...deps, connection, remover }, ids, onRemoved, signal);
      });
      return { outcome, result };
    },
  };

  /** Takes a run to its end; no other runs beside it. What can go wrong in a run is its outcome. */
  async function run(
    goal: RunGoal,
    options: StartOptions,
    afterwards?: () => Promise<void>,
    proving?: Proving,
  ): Promise<RunOutcome> {
    if (running !== undefined) return { kind: 'already-running' };
    const { kind = 'foreground', isOverMeteredAllowed = false, budgetMs, chooseAlbums } = options;
    const source = new CancelSource();
    library = ledger;
    view.begin(goal);
    let outcome: RunOutcome | undefined;
    const { offlinePatienceMs, chunkSizes = CHUNK_SIZES, sendsOn = false } = deps.options;
    const runOptions = {
      offlinePatienceMs,
      chunkSizes,
      sendsOn,
      kind,
      isOverMeteredAllowed,
      budgetMs,
      chooseAlbums,
    };
    const context = createRunContext(deps, runOptions, view, source, proving);
    running = { source, context };
    try {
      outcome = await performRun(goal, (effect) => performStep(context, effect), source);
      if (outcome.kind === 'stopped') logger.log('info', 'run-stopped', { code: outcome.code });
      if (outcome.kind === 'completed') await afterwards?.();
      if (outcome.kind !== 'already-running') await readStatusAfterRun();
      return outcome;
    } finally {
      context.budget.end();
      if (kind === 'background') notifier.showProgress(undefined);
      running = undefined;
      lackBefore = context.lackOfRoom;
      view.end(outcome);
      throttle.flush();
    }
  }

  /** A ledger that cannot be read has ended the run already, with a better word for it. */
  async function readStatusAfterRun(): Promise<void> {
    try {
      await readStatus();
    } catch (error) {
      logger.log('warn', 'status-not-read', { error });
    }
  }

  async function readStatus(): Promise<BackupStatus> {
    const totals = await library.readTotals();
    const statistics = summariseTotals(totals);
    const state = await ledger.readState();
    view.onLedgerRead(statistics, state);
    const { lastBackupAtMs, lastVerifiedAtMs, damage } = state;
    return {
      statistics,
      waiting: summariseWaiting(totals, waitContext(state)),
      lastBackupAtMs,
      lastVerifiedAtMs,
      damage,
    };
  }

  async function readSettings(): ReturnType<BackupController['readSettings']> {
    return settingsOf((await ledger.readState()).settings);
  }

  /** What the next run that comes by itself would be allowed; where none does, what a person's would be. */
  function waitContext(state: LedgerState): Parameters<typeof summariseWaiting>[1] {
    const settings = settingsOf(state.settings);
    const permission: RunPermission = {
      kind: settings.backgroundBackup ? 'background' : 'foreground',
      isOverMeteredAllowed: false,
    };
    return {
      lackOfRoom: state.lackOfRoom,
      allowance: allowanceOf(deps.conditions.current(), settings, permission),
    };
  }

  /** A screen that fails is not the backup's failure. */
  function tell(observer: (snapshot: BackupSnapshot) => void, snapshot: BackupSnapshot): void {
    try {
      observer(snapshot);
    } catch (error) {
      logger.log('error', 'observer-failed', { error });
    }
  }

  function showProgress({ progress }: BackupSnapshot): void {
    if (progress === undefined || progress.totalCount === 0) return;
    const { settledCount, totalCount } = progress;
    notifier.showProgress({ settledCount, totalCount });
  }

  /**
   * One notification for a run in which something failed, one for what stopped it (E5). What failed before is no news, nor
   * that a background run found no network: it goes on by itself; nor that it found the device still full.
   */
  function notifyOf(outcome: RunOutcome, kind: RunKind): void {
    const { progress, statistics } = view.read();
    const failedCount = statistics?.candidates.failedCount ?? 0;
    const hasNewFailures = failedCount > 0 && (progress?.failedCount ?? 0) > 0;
    if (outcome.kind === 'already-running') return;
    if (outcome.kind === 'stopped') {
      const { code } = outcome;
      const isKnown = code === 'device-full' && lackBefore?.code === code;
      const isNoNews = kind === 'background' && (dispositionOf(code) === 'wait' || isKnown);
      if (!isNoNews) notifier.notify({ kind: 'backup-stopped', code });
    }
    if (hasNewFailures) notifier.notify({ kind: 'uploads-failed', count: failedCount });
  }
}
