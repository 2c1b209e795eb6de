import {
  BackupError,
  CancelSource,
  DEFAULT_SETTINGS,
  isServerAway,
  startAutoBackup,
  type StartOptions,
  type Clock,
  type Conditions,
  type RunOutcome,
  type Settings,
} from '@keepsake/engine';
import { CommandError } from '../cli/command-error.ts';
import { createChooser } from '../commands/chooser.ts';
import { FolderWatch } from '../device/folder-watch.ts';
import { canRetryHelp } from '../session/can-retry-help.ts';
import { planChoices } from '../session/choose-albums.ts';
import type { Session } from '../session/open-session.ts';
import { fileStamp, stampLedger } from './file-stamp.ts';
import type { LibraryReport } from './library-report.ts';
import { lookOut } from './look-out.ts';
import { refusalOf } from './refusal.ts';
import { pauseAfter, UNWATCHED_MINUTES } from './next-look.ts';
import type { WatchState } from './watch-state.ts';
import { hindrance, standingsOf, type RunFindings } from './watch-words.ts';

export interface LibraryWatchDeps {
  readonly folders: readonly string[];
  /** Opens the library for one run, so that each sees sign-in, settings and ledger as they are then. */
  readonly openSession: (watch: FolderWatch) => Promise<Session>;
  /** The file whose change may mean another sign-in. */
  readonly credentialsFile: string;
  /** Whether the person wants a library begun of which no album was ever chosen. */
  readonly mayBegin: (userId: string) => boolean;
  readonly conditions: Conditions;
  readonly clock: Clock;
  readonly report: LibraryReport;
  /** Told before and after each run. */
  readonly onState: (state: WatchState) => void;
}

export interface LibraryWatch {
  /** Stops what runs, within a second; nothing is lost. */
  stop(): Promise<void>;
}

/** Backs a library up after each change of it, for as long as it is not stopped (B7). */
export function watchLibrary(deps: LibraryWatchDeps): LibraryWatch {
  const { clock, conditions, report } = deps;
  const watch = new FolderWatch(deps.folders);
  const stopped = new CancelSource();
  const listeners = new Set<() => void>();
  let settings: Settings = DEFAULT_SETTINGS;
  let ledgerFile: string | undefined;
  let credentialsStamp = '';
  let ledgerStamp = '';
  let nextAtMs = Infinity;
  let failedCount = 0;
  let isShortSaid = false;
  let haveRootsChanged = false;
  let running: { session?: Session; readonly ended: Promise<unknown> } | undefined;
  let endTriggers = (): void => undefined;

  report.watching();
  const begun = watch.begin().then(() => {
    if (stopped.aborted) return;
    endTriggers = startAutoBackup({
      clock,
      conditions,
      library: { subscribe },
      // `run` throws nothing.
      logger: { log: () => undefined },
      // Whether background backup is wanted at all is asked of the ledger, by each run.
      controller: { readSettings: async () => ({ ...settings, backgroundBackup: true }), start },
    });
    lookOut({ clock, hasChanged, dueAtMs: () => nextAtMs, onReason: look }, stopped).catch(() => undefined);
  });

  return {
    async stop() {
      stopped.cancel();
      endTriggers();
      running?.session?.controller.cancel();
      watch.close();
      await running?.ended;
      await begun;
    },
  };

  function subscribe(onChange: () => void): () => void {
    listeners.add(onChange);
    const unsubscribe = watch.subscribe(() => {
      report.changed();
      onChange();
    });
    return () => {
      listeners.delete(onChange);
      unsubscribe();
    };
  }

  function look(): void {
    nextAtMs = Infinity;
    for (const onChange of listeners) onChange();
  }

  /** Another sign-in, another process that wrote to the ledger, a disk that came or went: since the last look or question. */
  async function hasChanged(): Promise<boolean> {
    haveRootsChanged = (await watch.follow()) || haveRootsChanged;
    const [credentialsNow, ledgerNow] = [await fileStamp(deps.credentialsFile), await stampOfLedger()];
    // What the run that goes on does not see is seen after it.
    if (running !== undefined) return false;
    const isDifferent = haveRootsChanged || credentialsNow !== credentialsStamp || ledgerNow !== ledgerStamp;
    haveRootsChanged = false;
    credentialsStamp = credentialsNow;
    ledgerStamp = ledgerNow;
    return isDifferent;
  }

  async function stampOfLedger(): Promise<string> {
    return ledgerFile === undefined ? '' : stampLedger(ledgerFile);
  }

  async function start(options: StartOptions = {}): Promise<RunOutcome> {
    if (stopped.aborted) return { kind: 'cancelled' };
    const { promise: ended, resolve } = Promise.withResolvers<unknown>();
    const current: typeof running = { ended };
    running = current;
    nextAtMs = Infinity;
    report.begin();
    deps.onState({ kind: 'backing-up' });
    try {
      return await run(options, current);
    } finally {
      ledgerStamp = await stampOfLedger();
      running = undefined;
      deps.onState({
        kind: 'waiting',
        endedAtMs: clock.now(),
        nextAtMs,
        troubles: report.troubles(),
        isHindered: report.isHindered(),
      });
      resolve(undefined);
    }
  }

  async function run(options: StartOptions, current: { session?: Session }): Promise<RunOutcome> {
    credentialsStamp = await fileStamp(deps.credentialsFile);
    let session: Session | undefined;
    try {
      session = await deps.openSession(watch);
      ledgerFile = session.ledgerFile;
      settings = await session.controller.readSettings();
      const refusal = await refusalOf(session, settings, deps.mayBegin);
      if (refusal !== undefined) {
        rest({ kind: 'cancelled' });
        report.stands([hindrance(refusal, refusal)]);
        return { kind: 'cancelled' };
      }
      current.session = session;
      return await backUp(session, options);
    } catch (error) {
      return failed(error);
    } finally {
      delete current.session;
      await session?.close();
    }
  }

  async function backUp(session: Session, options: StartOptions): Promise<RunOutcome> {
    const { controller, library } = session;
    if (session.setAsideLedger !== undefined)
      report.note(
        `Keepsake’s notes about this library were damaged. They were moved to ${session.setAsideLedger} and are made anew; no photo is lost and none is sent twice.`,
      );
    const chooser = createChooser({
      before: await controller.listAlbums(),
      folders: session.folders,
      planChoices: (albums) => planChoices(albums, { select: [], exclude: [] }),
      say: (note) => report.note(note),
    });
    if (stopped.aborted) return { kind: 'cancelled' };
    const stopShowing = controller.subscribe((snapshot) => report.show(snapshot));
    let outcome: RunOutcome;
    try {
      outcome = await controller.start({
        ...options,
        chooseAlbums: (albums) => chooser.chooseAlbums(albums),
      });
    } finally {
      stopShowing();
    }
    rest(outcome);
    const snapshot = controller.snapshot();
    report.ended(outcome, snapshot, {
      statistics: snapshot.statistics,
      emptied: library.emptiedRoots(),
      vanished: outcome.kind === 'completed' ? await session.findVanishedFolders() : [],
      unreadableCount: library.problems().length,
      canRetryHelp: outcome.kind === 'completed' && (await canRetryHelp(controller)),
      nextTryAtMs: nextTryAfter(outcome),
    } satisfies RunFindings);
    sayIfShort();
    return outcome;
  }

  /** No session could be opened, or Keepsake has a fault: said like any other trouble, and tried again later. */
  function failed(error: unknown): RunOutcome {
    const outcome: RunOutcome = {
      kind: 'stopped',
      code: error instanceof BackupError ? error.code : 'ledger-unavailable',
      detail: error instanceof Error ? error.message : String(error),
    };
    rest(outcome);
    if (error instanceof BackupError) {
      const findings = {
        statistics: undefined,
        emptied: [],
        vanished: [],
        unreadableCount: 0,
        canRetryHelp: false,
      };
      report.stands(standingsOf(outcome, { ...findings, nextTryAtMs: nextTryAfter(outcome) }));
    } else {
      const sentence =
        error instanceof CommandError
          ? `${error.message} (it goes on by itself then)`
          : `Keepsake has a fault: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
      report.stands([hindrance(sentence, sentence)]);
    }
    return outcome;
  }

  function rest(outcome: RunOutcome): void {
    failedCount = isServerAway(outcome) ? failedCount + 1 : 0;
    nextAtMs = clock.now() + pauseAfter(outcome, { failedCount, isWatched: !watch.isShort, settings });
  }

  function nextTryAfter(outcome: RunOutcome): number | undefined {
    return isServerAway(outcome) ? nextAtMs : undefined;
  }

  function sayIfShort(): void {
    if (watch.isShort && !isShortSaid) report.isShort(UNWATCHED_MINUTES);
    isShortSaid = watch.isShort;
  }
}
