import type { ConditionsState } from '@keepsake/engine';
import type {
  BackgroundRun,
  BackupNative,
  RunEnd,
  RunReason,
  RunSchedule,
} from '../../modules/backup-native/src/index.ts';

type RunCalls = Pick<
  BackupNative,
  | 'addListener'
  | 'finishRun'
  | 'requestRun'
  | 'scheduleRuns'
  | 'showRunProgress'
  | 'takeRuns'
  | 'unscheduleRuns'
>;

/** The app as the system starts it. */
interface StartedApp {
  /** Ends the process, whatever goes on in it. */
  kill(): void;
}

export interface RunSystemDeps {
  readonly platform: 'android' | 'ios';
  readonly conditions: () => Pick<ConditionsState, 'isCharging' | 'network'>;
  /** Loads the bundle of the app, over these calls. */
  readonly startApp: (calls: RunCalls) => StartedApp;
}

/** `RunKind` of the Kotlin. */
type RunKind = 'scheduled' | 'now' | 'unmetered';

/** A run that waits for its conditions. */
interface WaitingRun {
  readonly kind: RunKind;
  readonly reason: RunReason;
  readonly attempt: number;
  readonly notBeforeMs: number;
}

const FIRST_RETRY_MS = 60_000;
const BUDGETS_MS = { refresh: 20_000, processing: 3_600_000, android: 9 * 60_000 } as const;

/** A run that was granted, and goes on. */
interface RunUnderWay {
  readonly kind: RunKind;
  readonly run: BackgroundRun;
  readonly attempt: number;
}

/**
 * What starts runs of an app that is not there, and what the native module makes of it: on Android WorkManager's triggers, constraints, retries and safety net
 * (`RunScheduler.kt`, `RunWorker.kt`), on iOS the two tasks (`RunScheduler.swift`), and the time of an app that left the screen (`LeavingTime.swift`). Its
 * time is a test's; a schedule outlives processes.
 */
export class FakeRunSystem {
  /** Every run that was granted, oldest first, with its end; undefined: it goes on, or was killed. */
  readonly runs: { readonly run: BackgroundRun; readonly atMs: number; end: RunEnd | undefined }[] = [];
  schedule: RunSchedule | undefined;
  /** For how long iOS lets an app be that left the screen; a test waits for it. */
  leavingMs = 25_000;
  #nowMs = 0;
  #runCount = 0;
  #firstChangeMs: number | undefined;
  #lastChangeMs = 0;
  #safetyNetMs = Infinity;
  readonly #waiting = new Map<RunKind, WaitingRun>();
  readonly #underWay = new Map<string, RunUnderWay>();
  #isAnotherOwed = false;
  #app: StartedApp | undefined;
  #notTaken: BackgroundRun[] = [];
  readonly #listeners = new Map<string, Set<(event: never) => void>>();
  readonly #deps: RunSystemDeps;

  constructor(deps: RunSystemDeps) {
    this.#deps = deps;
  }

  /** No run goes on; one whose process was killed does not. */
  get isIdle(): boolean {
    return this.#underWay.size === 0;
  }

  /** The library changed. */
  change(): void {
    if (this.schedule === undefined || this.#deps.platform === 'ios') return;
    this.#firstChangeMs ??= this.#nowMs;
    this.#lastChangeMs = this.#nowMs;
  }

  /** Time passes, a second after the other; what begins in it begins then. */
  async pass(durationMs: number): Promise<void> {
    const untilMs = this.#nowMs + durationMs;
    while (this.#nowMs < untilMs) {
      this.#nowMs = Math.min(untilMs, this.#nowMs + 1_000);
      this.#look();
    }
    await new Promise((resolve) => setImmediate(resolve));
  }

  /** iOS grants one of its tasks, where it was asked for and its conditions hold. Answers whether it did. */
  grant(task: 'refresh' | 'processing'): boolean {
    const { schedule } = this;
    const { network, isCharging } = this.#deps.conditions();
    if (schedule === undefined) return false;
    if (task === 'processing' && (network === 'none' || (schedule.requiresCharging && !isCharging)))
      return false;
    this.#begin({ kind: 'scheduled', reason: task, attempt: 0, notBeforeMs: 0 });
    return true;
  }

  /** The person opens the app. */
  open(): void {
    this.#app ??= this.#deps.startApp(this.calls);
  }

  /** The system ends the run that goes on, as it says. */
  expire(): void {
    for (const { run } of this.#underWay.values()) this.#tell('onRunExpiring', { runId: run.runId });
  }

  /** The system kills the process; Android's work that was under way comes back. */
  kill(): void {
    this.#app?.kill();
    this.#app = undefined;
    this.#listeners.clear();
    this.#notTaken = [];
    const lost = [...this.#underWay.values()];
    this.#underWay.clear();
    if (this.#deps.platform === 'ios') return;
    for (const { kind, run, attempt } of lost) this.#retry(kind, run.reason, attempt);
  }

  /** The calls of the module as the app has them. */
  readonly calls: RunCalls = {
    addListener: (name, listener) => {
      const set = this.#listeners.get(name) ?? new Set();
      this.#listeners.set(name, set.add(listener));
      return { remove: () => void set.delete(listener) };
    },
    scheduleRuns: async (schedule) => {
      const before = this.schedule;
      this.schedule = schedule;
      const waitsForOther =
        before !== undefined &&
        (before.requiresUnmetered !== schedule.requiresUnmetered ||
          before.requiresCharging !== schedule.requiresCharging);
      if (waitsForOther && this.#underWay.size === 0) {
        this.#waiting.delete('unmetered');
        this.#enqueue('scheduled', 'requested', true);
      }
      if (before?.safetyNetMs !== schedule.safetyNetMs)
        this.#safetyNetMs = this.#nowMs + schedule.safetyNetMs;
    },
    unscheduleRuns: async () => {
      this.schedule = undefined;
      this.#firstChangeMs = undefined;
      this.#waiting.clear();
      this.#safetyNetMs = Infinity;
    },
    requestRun: async () => {
      if (this.schedule === undefined) return;
      if (this.#deps.platform === 'android') this.#enqueue('now', 'requested', false);
      // Each time that the person leaves is one of its own.
      else this.#begin({ kind: 'now', reason: 'requested', attempt: 0, notBeforeMs: 0 });
    },
    takeRuns: async () => this.#notTaken.splice(0),
    finishRun: async (runId, end) => {
      const known = this.runs.find(({ run }) => run.runId === runId);
      if (known === undefined || known.end !== undefined) return;
      known.end = end;
      const { kind, attempt } = this.#underWay.get(runId)!;
      this.#underWay.delete(runId);
      if (this.#deps.platform === 'ios') return;
      const isOwed = this.#isAnotherOwed;
      this.#isAnotherOwed = false;
      if (end !== 'done' && end !== 'go-on') this.#comeBack(kind, known.run.reason, end, attempt);
      if (isOwed || end === 'go-on') this.#enqueue('scheduled', 'library-changed', true);
    },
    showRunProgress: async () => undefined,
  };

  #look(): void {
    const { schedule } = this;
    if (schedule === undefined || this.#deps.platform === 'ios') return;
    if (this.#firstChangeMs !== undefined) {
      const dueMs = Math.min(
        this.#lastChangeMs + schedule.triggerDelayMs,
        this.#firstChangeMs + schedule.maxDelayMs,
      );
      if (dueMs <= this.#nowMs) {
        this.#firstChangeMs = undefined;
        this.#request('library-changed');
      }
    }
    if (this.#safetyNetMs <= this.#nowMs) {
      this.#safetyNetMs = this.#nowMs + schedule.safetyNetMs;
      this.#request('periodic');
    }
    for (const next of [...this.#waiting.values()]) {
      if (this.#isUnderWay(next.kind) || next.notBeforeMs > this.#nowMs) continue;
      if (!this.#mayBegin(next.kind, schedule)) continue;
      this.#waiting.delete(next.kind);
      this.#begin(next);
    }
  }

  #isUnderWay(kind: RunKind): boolean {
    return [...this.#underWay.values()].some((each) => each.kind === kind);
  }

  #mayBegin(kind: RunKind, { requiresUnmetered, requiresCharging }: RunSchedule): boolean {
    const { network, isCharging } = this.#deps.conditions();
    if (network === 'none') return false;
    if (kind === 'now') return true;
    if ((kind === 'unmetered' || requiresUnmetered) && network === 'metered') return false;
    return isCharging || !requiresCharging;
  }

  #comeBack(kind: RunKind, reason: RunReason, end: RunEnd, attempt: number): void {
    const isForFree = end === 'retry-unmetered';
    const ofFree = this.schedule?.requiresUnmetered === true ? 'scheduled' : 'unmetered';
    const wanted = isForFree ? ofFree : kind === 'now' ? 'scheduled' : kind;
    if (wanted === kind) this.#retry(kind, reason, attempt);
    else this.#enqueue(wanted, reason, false);
  }

  /** One that waits already will see everything, but new photos do not wait for its pause; one that is under way is followed by another. */
  #request(reason: RunReason): void {
    if (this.schedule === undefined) return;
    if (this.#underWay.size > 0) this.#isAnotherOwed = true;
    else this.#enqueue('scheduled', reason, reason === 'library-changed');
  }

  #enqueue(kind: RunKind, reason: RunReason, isReplacing: boolean): void {
    const isThere = this.#waiting.has(kind) || this.#isUnderWay(kind);
    if (!isThere || isReplacing)
      this.#waiting.set(kind, { kind, reason, attempt: 0, notBeforeMs: this.#nowMs });
  }

  #retry(kind: RunKind, reason: RunReason, attempt: number): void {
    if (this.schedule === undefined) return;
    const notBeforeMs = this.#nowMs + FIRST_RETRY_MS * 2 ** attempt;
    this.#waiting.set(kind, { kind, reason, attempt: attempt + 1, notBeforeMs });
  }

  #begin({ kind, reason, attempt }: WaitingRun): void {
    const budgetMs = this.#budgetMsOf(reason);
    this.#runCount += 1;
    const run = { runId: `run-${this.#runCount}`, reason, budgetMs, hasNotification: false };
    this.runs.push({ run, atMs: this.#nowMs, end: undefined });
    this.#underWay.set(run.runId, { kind, run, attempt });
    this.#notTaken.push(run);
    this.#app ??= this.#deps.startApp(this.calls);
    this.#tell('onRunDue', { runId: run.runId });
  }

  #budgetMsOf(reason: RunReason): number {
    if (reason === 'refresh' || reason === 'processing') return BUDGETS_MS[reason];
    return this.#deps.platform === 'ios' ? this.leavingMs : BUDGETS_MS.android;
  }

  #tell(name: string, event: unknown): void {
    for (const listener of this.#listeners.get(name) ?? []) (listener as (event: unknown) => void)(event);
  }
}
