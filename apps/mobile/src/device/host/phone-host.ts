import {
  BackupError,
  CancelSource,
  createChangingController,
  createQuietController,
  lastKnownOf,
  nothingYet,
  startAutoBackup,
  type BackupController,
  type ChangingController,
  type Clock,
  type Conditions,
  type LastKnown,
  type Logger,
  type NotifiedProgress,
  type Settings,
} from '@keepsake/engine';
import type { LedgerReports } from '@keepsake/ledger';
import type { Credentials } from '@keepsake/remote';
import type { Login, PasswordChange, PasswordWords, SignInOutcome } from '../../controller/account.ts';
import type { GrantedTime } from '../background/granted-time.ts';
import { spendGrantedTime, type SpentTime } from '../background/spend-granted-time.ts';
import type { BegunNotes } from './begun-notes.ts';
import { ledgerNameOf, openPerson, type OpenPerson, type PersonDeps } from './open-person.ts';
import type { PhoneAccount } from './phone-account.ts';
import { createShownController } from './shown-controller.ts';
import { createUnopenedController } from './unopened-controller.ts';

export interface PhoneHostDeps extends PersonDeps {
  readonly account: PhoneAccount;
  readonly conditions: Conditions;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Has the system wake the app as the person wishes; undefined: nobody is signed in, or has begun. Never fails. */
  readonly schedule: (settings: Settings | undefined) => Promise<void>;
  /** A person began a backup: a good moment to ask for what one in the background needs. Never fails. */
  readonly onBegun: () => void;
  readonly begun: BegunNotes;
  /** Ends what is sent without the app, and forgets what was answered to it. Never fails. */
  readonly endTransfers: () => Promise<void>;
  /** Removes what was written out of the photo library to be sent. Never fails. */
  readonly removeCopies: () => Promise<void>;
  /** What is being sent by this process alone is left to the system, where it would send it on. Never fails. */
  readonly handOver: () => Promise<void>;
  /** The person forbids networks that were allowed: nothing goes over them any more without the app. Never fails. */
  readonly forbidMetered: () => Promise<void>;
  /** The person pauses: what is sent on without the app, and nobody waits for, ends. Never fails. */
  readonly endLeft: () => Promise<void>;
  /** How often the server took a file, or a piece of one, that this process sent. */
  readonly takenCount: () => number;
  /** Asks the system for a run soon. Never fails. */
  readonly requestTime: () => void;
  /** Shows in a notification how far a run is; undefined: it is over. */
  readonly showProgress: (progress: NotifiedProgress | undefined) => void;
}

/** Why nothing is backed up. */
const NOBODY = { code: 'unauthorized', detail: 'Nobody is signed in.' } as const;

/**
 * The backup of a phone: one person's sign-in, ledger and engine, whatever becomes of them. The app and whatever the system starts of it share one
 * in each process.
 */
export class PhoneHost {
  readonly #deps: PhoneHostDeps;
  readonly #controller: ChangingController;
  readonly #closed = new CancelSource();
  #person: OpenPerson | undefined;
  #stopAuto: (() => void) | undefined;
  #isActive = false;
  /** Whose numbers are shown while there is no ledger. */
  #knownName: string | undefined;
  /** What was set while there was no ledger to keep it. */
  #quiet = nothingYet(NOBODY.code, NOBODY.detail);
  /** What changes who is signed in is done one after the other. */
  #turn: Promise<unknown> = Promise.resolve();
  /** What the phone knows is open, if only that nobody is signed in. */
  #isOpen = false;

  constructor(deps: PhoneHostDeps) {
    this.#deps = deps;
    this.#controller = createChangingController(createQuietController(this.#quiet));
    this.#controller.subscribe(({ lastOutcome }) => {
      if (lastOutcome?.kind === 'stopped' && lastOutcome.code === 'unauthorized') this.#deps.account.expire();
    });
  }

  get controller(): BackupController {
    return this.#controller;
  }

  /** Undefined: nobody is signed in. */
  get reports(): LedgerReports | undefined {
    return this.#person?.reports;
  }

  /** Opens what the phone knows; may be repeated, and tries again where it failed. Throws while secrets or the ledger cannot be read. */
  begin(): Promise<void> {
    return this.#inTurn(async () => {
      // Whoever signed in meanwhile, or earlier, had it opened.
      if (!this.#isOpen) await this.#reopen();
    });
  }

  /** Whether the app is on the screen. */
  get isActive(): boolean {
    return this.#isActive;
  }

  /** The app is on the screen, or no longer: backups go on by themselves there (N3), and elsewhere when the system says so. */
  setActive(isActive: boolean): void {
    this.#isActive = isActive;
    this.#followActivity();
  }

  /** The app left the screen: the system is asked for time to bring to its end what goes on. */
  leaveScreen(): void {
    if (this.#controller.snapshot().activity.kind !== 'idle') this.#deps.requestTime();
  }

  /** Uses the time of a run that the system has granted. Undefined: there is nothing to back up, or the person wants none in the background. */
  async runInBackground(time: GrantedTime): Promise<SpentTime | undefined> {
    await this.begin();
    const person = this.#person;
    if (person === undefined || !this.#hasBegun(person)) return undefined;
    const { controller } = person.engine;
    const { isPaused, activity } = controller.snapshot();
    // Whatever else a person began is kept awake.
    if (isPaused && activity.kind === 'idle') return undefined;
    if (!(await controller.readSettings()).backgroundBackup) return undefined;
    const { showProgress, takenCount, clock, handOver } = this.#deps;
    const spent = await spendGrantedTime(time, { acting: person.acting, showProgress, takenCount, clock });
    // What a person began is not ended with the run, and the system freezes it in the middle.
    if (spent.outcome.kind === 'out-of-time') await handOver();
    return spent;
  }

  signIn(url: string, login: Login): Promise<SignInOutcome> {
    return this.#inTurn(async () => {
      const outcome = await this.#deps.account.signIn(url, login, this.#closed);
      if (outcome.kind !== 'signed-in') return outcome;
      await this.#close();
      // What is on its way has the login of before, which the server may take no longer: its refusal would be taken for one of this login.
      await this.#deps.endTransfers();
      await this.#reopen();
      return outcome;
    });
  }

  /** Changes the password of whoever is signed in, who stays so. */
  changePassword(words: PasswordWords): Promise<PasswordChange> {
    return this.#inTurn(() => this.#deps.account.changePassword(words, this.#closed));
  }

  signOut({ forgetsLedger }: { readonly forgetsLedger: boolean }): Promise<void> {
    return this.#inTurn(async () => {
      await this.#close();
      await this.#deps.endTransfers();
      await this.#deps.removeCopies();
      if (forgetsLedger) await this.#forget();
      await this.#deps.account.signOut({ forgetsEmail: forgetsLedger });
      await this.#reopen();
    });
  }

  /** Forgets what was observed for whoever is signed in, or was last; their ledger is closed. */
  async #forget(): Promise<void> {
    const { account, databases, begun } = this.#deps;
    const userId = (await account.read())?.userId ?? (await account.readLastUserId());
    if (userId !== undefined) {
      const name = ledgerNameOf(userId);
      await databases.forgetLedger(name);
      begun.forget(name);
    }
    this.#beQuiet(undefined);
  }

  #beQuiet(known: LastKnown | undefined, settings: Partial<Settings> = {}): void {
    this.#quiet = nothingYet(NOBODY.code, NOBODY.detail, settings, known);
    this.#controller.become(createQuietController(this.#quiet));
  }

  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  async #reopen(): Promise<void> {
    const wanted = this.#person === undefined ? this.#quiet.settings : {};
    await this.#close();
    const { account } = this.#deps;
    const credentials = await account.read();
    // Before anybody hears who it is: nobody is shown the numbers of another one.
    if (credentials !== undefined && ledgerNameOf(credentials.userId) !== this.#knownName)
      this.#beQuiet(undefined, wanted);
    await account.show(credentials);
    if (credentials === undefined) {
      if (this.#quiet.outcome.code !== NOBODY.code) this.#beQuiet(undefined, wanted);
      await this.#deps.schedule(undefined);
    } else {
      try {
        await this.#openPerson(credentials, wanted);
      } catch (error) {
        if (error instanceof BackupError) this.#beUnopened(error, wanted);
        throw error;
      }
    }
    this.#isOpen = true;
  }

  #beUnopened({ code, message }: BackupError, settings: Partial<Settings>): void {
    this.#quiet = nothingYet(code, message, settings);
    const open = (): Promise<void> => this.begin();
    this.#controller.become(
      createUnopenedController(this.#quiet, open, (options) => this.#controller.start(options)),
    );
  }

  async #openPerson(credentials: Credentials, wanted: Partial<Settings>): Promise<void> {
    void this.#deps.account.ask(credentials, this.#closed);
    const person = await openPerson(credentials, this.#deps);
    this.#person = person;
    this.#controller.become(this.#shown(person));
    const { controller } = person.engine;
    if (Object.keys(wanted).length > 0) await controller.changeSettings(wanted);
    await controller.readStatus();
    await this.#schedule(person);
    this.#followActivity();
  }

  #shown(person: OpenPerson): BackupController {
    const { begun, onBegun, forbidMetered, endLeft } = this.#deps;
    return createShownController(person, {
      hasBegun: () => this.#hasBegun(person),
      begin: () => {
        begun.noteBegun(person.ledgerName);
        onBegun();
      },
      onFirstEnd: () => this.#followActivity(),
      schedule: () => this.#schedule(person),
      forbidMetered,
      endLeft,
    });
  }

  #hasBegun({ ledgerName }: OpenPerson): boolean {
    return this.#deps.begun.hasBegun(ledgerName);
  }

  async #schedule(person: OpenPerson): Promise<void> {
    const settings = await person.engine.controller.readSettings();
    await this.#deps.schedule(this.#hasBegun(person) ? settings : undefined);
  }

  #followActivity(): void {
    this.#stopAuto?.();
    this.#stopAuto = undefined;
    const person = this.#person;
    if (!this.#isActive || person === undefined || !this.#hasBegun(person)) return;
    const { conditions, clock, logger } = this.#deps;
    this.#stopAuto = startAutoBackup({
      library: person.engine.library,
      conditions,
      clock,
      logger,
      controller: {
        readSettings: () => person.engine.controller.readSettings(),
        start: (options) => person.acting.runInBackground(options),
        subscribe: (onChange) => person.engine.controller.subscribe(onChange),
      },
      subscribeToRuns: (onEnd) => person.acting.subscribeToRuns(onEnd),
      pausing: {
        isPaused: () => person.engine.controller.snapshot().isPaused,
        look: () => person.acting.look(),
      },
    });
  }

  async #close(): Promise<void> {
    this.#isOpen = false;
    const person = this.#person;
    if (person === undefined) return;
    this.#stopAuto?.();
    this.#stopAuto = undefined;
    this.#person = undefined;
    this.#knownName = person.ledgerName;
    this.#beQuiet(lastKnownOf(person.engine.controller.snapshot()));
    await person.acting.end();
    await person.reports.close();
    await person.opened.close();
  }
}
