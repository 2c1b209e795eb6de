import {
  CancelSource,
  createChangingController,
  createQuietController,
  nothingYet,
  type BackupController,
  type ChangingController,
  type Clock,
  type Conditions,
  type Quiet,
  WatchedValue,
} from '@keepsake/engine';
import type { LedgerReports } from '@keepsake/ledger';
import type { HttpTransport } from '@keepsake/remote';
import type {
  LocalLibraryAccess,
  LocalLogin,
  LocalPasswordChange,
  LocalPasswordWords,
  LocalSignInOutcome,
} from '@keepsake/protocol/local';
import type { FolderLibrary } from '../../device/folder-library.ts';
import type { Credentials } from '@keepsake/remote';
import type { LibraryFolders, Profile } from '../../profile/profile.ts';
import { readLastKnown } from '../../session/read-last-known.ts';
import { libraryOf } from '../folders/choose-folders.ts';
import { presenceOf } from '../folders/presence-of.ts';
import { AccountHost, type KnownSignIn } from './account-host.ts';
import { forgetLedgers } from './forget-ledgers.ts';
import { keepWishes } from './keep-wishes.ts';
import { LastNumbers } from './last-numbers.ts';
import { openLibrary, type OpenLibrary, type Wishes } from './open-library.ts';
import { OtherFolders } from './other-folders.ts';
import { prepareLibrary } from './prepare-library.ts';
import { Onlookers } from './onlookers.ts';
import { SaidElsewhere } from './said-elsewhere.ts';
import { tellChanges } from './tell-changes.ts';
import type { UiNotes } from './ui-note.ts';

export interface AgentHostDeps {
  readonly profile: Profile;
  readonly notes: UiNotes;
  readonly transport: HttpTransport;
  readonly clock: Clock;
  readonly conditions: Conditions;
  /** Removes what was kept of a library beside its ledger. */
  readonly forgetPictures: () => Promise<void>;
}

const NO_WISHES: Wishes = { settings: {}, choices: new Map() };

/**
 * The agent behind the screens: one person's sign-in and the library that was backed up last, whatever becomes of both. What is not
 * there yet answers "nothing yet", and is there as soon as somebody signed in and chose folders.
 */
export class AgentHost {
  readonly account: AccountHost;
  readonly access = new WatchedValue<LocalLibraryAccess>({ kind: 'loading' });
  readonly conditions: Conditions;
  /** How often a setting or a choice was changed, or another library opened. */
  readonly changes = new WatchedValue(0);
  readonly #deps: AgentHostDeps;
  readonly #controller: ChangingController;
  /** The same, and what is changed by it is told to all. */
  readonly #told: BackupController;
  readonly #closed = new CancelSource();
  readonly #onlookers = new Onlookers();
  readonly #saidElsewhere = new SaidElsewhere();
  readonly #others: OtherFolders;
  #quiet: Quiet = nothingYet('unauthorized', 'Nobody is signed in.');
  #folders: LibraryFolders = [];
  #credentials: Credentials | undefined;
  #library: OpenLibrary | undefined;
  readonly #numbers = new LastNumbers();
  /** The library that was opened last shows what is in it. */
  #prepared: Promise<void> = Promise.resolve();
  /** What changes the library is done one after the other. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(deps: AgentHostDeps) {
    this.#deps = deps;
    this.conditions = deps.conditions;
    this.account = new AccountHost(deps);
    this.#others = new OtherFolders(deps.profile);
    this.#controller = createChangingController(createQuietController(this.#quiet));
    this.#told = tellChanges(this.#controller, () => this.#tellChange());
    this.#controller.subscribe(({ lastOutcome }) => {
      if (lastOutcome?.kind === 'stopped' && lastOutcome.code === 'unauthorized') this.account.expire();
    });
  }

  get controller(): BackupController {
    return this.#told;
  }

  /** Undefined: there is no library yet. */
  get reports(): LedgerReports | undefined {
    return this.#library?.reports;
  }

  /** Undefined: there is none yet. */
  get files(): FolderLibrary | undefined {
    return this.#library?.session.library;
  }

  /** Opens what the profile knows, and follows it until it is closed. */
  async begin(): Promise<void> {
    const look = (): Promise<void> => this.#inTurn(() => this.#lookOnce());
    this.#onlookers.lookOut(look, this.#deps.clock, this.#closed).catch(() => undefined);
    await this.#inTurn(() => this.#reopen(NO_WISHES));
  }

  async signIn(url: string, login: LocalLogin): Promise<LocalSignInOutcome> {
    return this.#inTurn(async () => {
      const outcome = await this.account.signIn(url, login, this.#closed);
      if (outcome.kind === 'signed-in')
        await this.#reopen({ ...NO_WISHES, settings: this.#wantedSettings() });
      return outcome;
    });
  }

  /** Changes the password of whoever is shown as signed in, who stays so. */
  changePassword(words: LocalPasswordWords): Promise<LocalPasswordChange> {
    return this.#inTurn(async () =>
      this.#credentials === undefined
        ? { kind: 'signed-out' }
        : this.account.changePasswordOf(this.#credentials, words, this.#closed),
    );
  }

  async signOut({ forgetsLedger }: { readonly forgetsLedger: boolean }): Promise<void> {
    await this.#inTurn(async () => {
      const { profile } = this.#deps;
      const signIn = await this.account.read();
      const credentials = signIn.kind === 'read' ? signIn.credentials : this.#credentials;
      await this.#closeLibrary();
      if (forgetsLedger) {
        // Whoever signed out and kept what is known may want it forgotten later.
        const userId = credentials?.userId ?? this.#deps.notes.read().server?.userId;
        if (userId !== undefined) await forgetLedgers(profile, userId);
        await this.#deps.forgetPictures();
        this.#numbers.forget();
        this.#others.forget();
      }
      await this.account.signOut(credentials, { forgetsEmail: forgetsLedger });
      await this.#reopen(NO_WISHES);
    });
  }

  /** Backs up these folders from now on. What was said of albums that stay, and the settings, come along. Errors: `library-…`. */
  async chooseFolders(paths: readonly string[]): Promise<void> {
    await this.#inTurn(async () => {
      const folders = await libraryOf(paths, this.#folders);
      if (JSON.stringify(folders) === JSON.stringify(this.#folders)) return;
      const wishes = await this.#wishesFor(folders);
      const userId = this.#credentials?.userId;
      if (userId !== undefined) await keepWishes(this.#deps.profile, userId, folders, wishes);
      await this.#others.replace(userId, folders, this.#folders);
      await this.#reopen(wishes);
    });
    await this.#prepared;
  }

  async #wishesFor(folders: LibraryFolders): Promise<Wishes> {
    const read = await this.#library?.readWishes();
    const wishes = read ?? { ...NO_WISHES, settings: this.#wantedSettings() };
    const isLost =
      read === undefined
        ? this.#folders.length > 0
        : this.#library?.session.hasLostChoice === true && read.choices.size === 0;
    const shown = { folders: this.#folders, choices: isLost ? undefined : wishes.choices, wishes };
    return this.#credentials === undefined
      ? wishes
      : this.#others.wishesFor(this.#credentials.userId, folders, shown);
  }

  /** Somebody looks on, until the returned function is called. */
  look(): () => void {
    return this.#onlookers.join();
  }

  /** Stops what runs, within a second, and loses nothing. */
  async close(): Promise<void> {
    this.#closed.cancel();
    this.#controller.cancel();
    await this.#inTurn(() => this.#closeLibrary());
  }

  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  async #reopen(wishes: Wishes): Promise<void> {
    await this.#closeLibrary();
    if (this.#closed.aborted) return;
    const signIn = await this.account.read();
    this.#credentials = signIn.kind === 'read' ? signIn.credentials : undefined;
    this.#folders = (await this.#deps.profile.readLibraries())[0] ?? [];
    // Before anybody hears that nobody is signed in: nothing jumps then.
    if (this.#credentials === undefined)
      this.#beQuiet(await this.#withoutSignIn(signIn.kind, wishes.settings));
    else this.#keepFrom(this.#credentials, wishes.settings);
    this.account.show(signIn);
    await this.#showFolders();
    if (this.#credentials === undefined) return;
    void this.account.ask(this.#credentials, this.#closed);
    if (this.#folders.length > 0) await this.#openLibrary(this.#folders, wishes);
    else this.#beQuiet(nothingYet('library-unavailable', 'No folder is chosen yet.', wishes.settings));
  }

  /** Nobody is shown the numbers of another one, not even until their own library is open. */
  #keepFrom({ userId }: Credentials, settings: Wishes['settings']): void {
    if (this.#numbers.belongTo(userId))
      this.#beQuiet(nothingYet('unauthorized', 'Nobody is signed in.', settings));
  }

  async #openLibrary(folders: LibraryFolders, wishes: Wishes): Promise<void> {
    let library: OpenLibrary;
    try {
      library = await openLibrary(folders, this.#deps);
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      this.#beQuiet(nothingYet('ledger-unavailable', detail, wishes.settings));
      return;
    }
    this.#library = library;
    this.#become({
      ...library.controller,
      start: (options) => {
        const run = library.controller.start(options);
        void this.#deps.notes.change({ hasBegun: true });
        const begin = (): void => library.begin();
        run.then(begin, begin);
        return run;
      },
    });
    // Whoever closes it meanwhile wants none of it; what cannot be read now is told by the next call.
    this.#prepared = prepareLibrary(library, wishes, this.#deps.notes)
      .catch(() => undefined)
      .then(() => this.#tellChange());
  }

  async #closeLibrary(): Promise<void> {
    const library = this.#library;
    if (library === undefined) return;
    this.#library = undefined;
    this.#numbers.keep(library.session.credentials.userId, library.controller.snapshot());
    this.#beQuiet(nothingYet('unauthorized', 'Nobody is signed in.', {}, this.#numbers.known));
    await library.close();
  }

  async #withoutSignIn(kind: KnownSignIn['kind'], settings: Wishes['settings']): Promise<Quiet> {
    if (kind === 'unreadable')
      return nothingYet('ledger-unavailable', 'The sign-in cannot be read.', settings);
    const { profile, notes } = this.#deps;
    const { server } = notes.read();
    if (server !== undefined)
      await this.#numbers.recall(server.userId, (userId) => readLastKnown(profile, userId, this.#folders));
    return nothingYet('unauthorized', 'Nobody is signed in.', settings, this.#numbers.known);
  }

  /** What was set before there was a library to keep it. */
  #wantedSettings(): Wishes['settings'] {
    return this.#library === undefined ? this.#quiet.settings : {};
  }

  #beQuiet(quiet: Quiet): void {
    this.#quiet = quiet;
    this.#become(createQuietController(quiet));
  }

  #become(controller: BackupController): void {
    this.#controller.become(controller);
    this.#tellChange();
  }

  #tellChange(): void {
    this.changes.set(this.changes.current() + 1);
  }

  async #showFolders(): Promise<void> {
    const userId = this.#credentials?.userId;
    const others = userId === undefined ? [] : await this.#others.read(userId, this.#folders);
    this.access.set(await presenceOf(this.#folders, others));
  }

  /** Another process may sign in, change a setting, back up, or take a disk away. */
  async #lookOnce(): Promise<void> {
    if (this.#closed.aborted) return;
    const signIn = await this.account.read();
    const { kind } = this.account.state.current();
    // What cannot be read for a moment is as it was.
    const isOther =
      signIn.kind === 'read' && JSON.stringify(signIn.credentials) !== JSON.stringify(this.#credentials);
    const isFound = kind === 'unreadable' && signIn.kind === 'read';
    if (isOther || isFound || kind === 'loading')
      return this.#reopen({ ...NO_WISHES, settings: this.#wantedSettings() });
    await this.#showFolders();
    const isStuck =
      this.#credentials !== undefined && this.#folders.length > 0 && this.#library === undefined;
    if (isStuck) return this.#openLibrary(this.#folders, NO_WISHES);
    // What was said here is noticed once more; pages only ask again for what they show.
    // A ledger that does not answer now is looked at the next time.
    if (await this.#saidElsewhere.look(this.#controller).catch(() => false)) this.#tellChange();
    const { activity, lastOutcome } = this.#controller.snapshot();
    if (activity.kind !== 'idle') return;
    await this.#controller.readStatus().catch(() => undefined);
    if (lastOutcome?.kind === 'already-running') await this.#makeUp();
  }

  /** Another process had the library when a run was wanted. Once it has let go, nobody is to be told any more that it is at work. */
  async #makeUp(): Promise<void> {
    const library = this.#library;
    if (library === undefined || (await library.session.isRunning().catch(() => true))) return;
    // It may take hours, and what changes the library must not wait for it.
    void library.makeUp().catch(() => undefined);
  }
}
