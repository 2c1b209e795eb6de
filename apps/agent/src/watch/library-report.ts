import type { BackupSnapshot, RunOutcome } from '@keepsake/engine';
import { progressSentence } from '../display/activity-words.ts';
import { formatAssets } from '../display/format.ts';
import type { WatchLog } from './watch-log.ts';
import { doneSentence, standingsOf, type RunFindings, type Standing } from './watch-words.ts';

/** A long run says how far it is so often. */
const PROGRESS_EVERY_MS = 60_000;

export interface LibraryReportDeps {
  readonly folders: readonly string[];
  readonly log: WatchLog;
  readonly now: () => number;
  /** Stands before sentences, where several libraries are watched; else empty. */
  readonly label: () => string;
  /** Reaches a person who reads no log. */
  readonly alert: (sentence: string) => void;
}

/** Says what happens to one library, and nothing twice: the same trouble every quarter of an hour is said once. */
export class LibraryReport {
  readonly #deps: LibraryReportDeps;
  #standings: readonly Standing[] = [];
  /** A change was told, and no run has begun since. */
  #isExpected = false;
  /** A run has begun after such a change, and none came to its end since. */
  #isAnswering = false;
  #isBegun = false;
  #toldAtMs = 0;

  constructor(deps: LibraryReportDeps) {
    this.#deps = deps;
  }

  watching(): void {
    this.#say({ event: 'watching' }, `Watching ${this.#deps.folders.join(', ')}`, '');
  }

  /** Something in the folders changed; one line until a run has come to its end. */
  changed(): void {
    const isToldAlready = this.#isExpected || this.#isAnswering;
    this.#isExpected = true;
    if (isToldAlready) return;
    this.#say({ event: 'changed' }, 'Something changed; it is looked at in a moment.');
  }

  /** The folders cannot be watched whole. */
  isShort(minutes: number): void {
    this.#say(
      { event: 'short-of-watches' },
      `This system cannot watch all of these folders, so they are looked at every ${minutes} minutes. To have them watched, raise its limit: sudo sysctl fs.inotify.max_user_watches=1048576`,
    );
  }

  /** A whole sentence of a run that is of use now. */
  note(sentence: string): void {
    this.#say({ event: 'note' }, sentence);
  }

  /** A run begins. */
  begin(): void {
    this.#isAnswering ||= this.#isExpected;
    this.#isExpected = false;
    this.#isBegun = false;
  }

  /** A run goes on. */
  show(snapshot: BackupSnapshot): void {
    const { activity, progress, transfers } = snapshot;
    if (activity.kind === 'idle') return;
    if (this.#deps.log.isJson) this.#say({ event: 'progress', activity, progress, transfers });
    if (progress === undefined || progress.totalCount === 0) return;
    const nowMs = this.#deps.now();
    if (!this.#isBegun) {
      this.#isBegun = true;
      this.#toldAtMs = nowMs;
      this.#say({ event: 'run-began' }, `Backing up ${formatAssets(progress.totalCount)}…`);
    } else if (nowMs - this.#toldAtMs >= PROGRESS_EVERY_MS) {
      this.#toldAtMs = nowMs;
      if (!this.#deps.log.isJson) this.#say({ event: 'progress' }, progressSentence(snapshot));
    }
  }

  /** A run is over. */
  ended(outcome: RunOutcome, snapshot: BackupSnapshot, findings: RunFindings): void {
    const { statistics, progress, albumSync, storage } = snapshot;
    const done = doneSentence(snapshot);
    this.#say({ event: 'summary', outcome, statistics, progress, albumSync, storage }, done);
    const hasSaid = this.stands(standingsOf(outcome, findings));
    if (this.#isAnswering && outcome.kind === 'completed' && done === undefined && !hasSaid)
      this.#say({ event: 'nothing-new' }, 'Nothing new.');
    // What did not come to its end comes again.
    if (outcome.kind === 'completed') this.#isAnswering = false;
  }

  /** What the person should look at, as it was said. */
  troubles(): readonly string[] {
    return this.#standings.filter(({ isTrouble }) => isTrouble).map(({ sentence }) => sentence);
  }

  /** Whether nothing is backed up while it stands so. */
  isHindered(): boolean {
    return this.#standings.some(({ isHindrance }) => isHindrance === true);
  }

  /** How the library stands now; what did not before is said. Answers whether anything was. */
  stands(standings: readonly Standing[]): boolean {
    if (standings.length === 0) return false;
    const isKnown = new Set(this.#standings.map(({ key }) => key));
    const fresh = standings.filter(({ key }) => !isKnown.has(key));
    this.#standings = standings;
    for (const { key, sentence, isTrouble } of fresh) {
      this.#say({ event: 'stands', key, isTrouble }, sentence);
      if (isTrouble) this.#deps.alert(`${this.#deps.label()}${sentence}`);
    }
    return fresh.length > 0;
  }

  #say(
    event: { readonly event: string; readonly [field: string]: unknown },
    sentence?: string,
    label?: string,
  ): void {
    const { folders, log } = this.#deps;
    const before = label ?? this.#deps.label();
    log.say(
      { ...event, folders } as typeof event,
      sentence === undefined ? undefined : `${before}${sentence}`,
    );
  }
}
