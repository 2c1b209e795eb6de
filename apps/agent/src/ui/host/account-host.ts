import { BackupError, CancelSource, type CancelSignal, WatchedValue } from '@keepsake/engine';
import {
  changePassword,
  findServer,
  GivenPassword,
  readAccount,
  signInWith,
  type HttpTransport,
  type ServerAccount,
} from '@keepsake/remote';
import type {
  LocalAccountState,
  LocalLogin,
  LocalPasswordChange,
  LocalPasswordWords,
  LocalServerFound,
  LocalSignInOutcome,
} from '@keepsake/protocol/local';
import type { Credentials } from '@keepsake/remote';
import { CommandError } from '../../cli/command-error.ts';
import { EXIT } from '../../cli/exit-codes.ts';
import type { Profile } from '../../profile/profile.ts';
import { endSession } from '../../session/end-session.ts';
import type { KnownServer, UiNotes } from './ui-note.ts';

export interface AccountHostDeps {
  readonly profile: Profile;
  readonly notes: UiNotes;
  readonly transport: HttpTransport;
}

/** What the profile tells of who is signed in. */
export type KnownSignIn =
  | { readonly kind: 'read'; readonly credentials: Credentials | undefined }
  /** The file is there, and cannot be read now. */
  | { readonly kind: 'unreadable' };

/** Of a server that did not answer yet. */
const UNKNOWN = { product: 'keepsake', version: '', email: undefined } as const;

/** Who is signed in, and how anybody does. What follows from it for the library is the host's. */
export class AccountHost {
  readonly state = new WatchedValue<LocalAccountState>({ kind: 'loading' });
  readonly #profile: Profile;
  readonly #notes: UiNotes;
  readonly #transport: HttpTransport;
  /** Ends with the sign-in that the server is asked about: what it answers later speaks of somebody else. */
  #asking = new CancelSource();
  readonly #given = new GivenPassword();

  constructor({ profile, notes, transport }: AccountHostDeps) {
    this.#profile = profile;
    this.#notes = notes;
    this.#transport = transport;
  }

  /** Who is signed in according to the profile; a damaged sign-in is none. */
  async read(): Promise<KnownSignIn> {
    try {
      return { kind: 'read', credentials: await this.#profile.readCredentials() };
    } catch (error) {
      const isDamaged = error instanceof CommandError && error.exitCode === EXIT.signIn;
      return isDamaged ? { kind: 'read', credentials: undefined } : { kind: 'unreadable' };
    }
  }

  /** Shows who is signed in, as far as it is known without asking the server. */
  show(known: KnownSignIn): void {
    this.#asking.cancel();
    const { server } = this.#notes.read();
    const last = { lastServerUrl: server?.serverUrl, lastEmail: server?.email };
    if (known.kind === 'unreadable') {
      this.state.set({ kind: 'unreadable', path: this.#profile.credentialsFile, ...last });
      return;
    }
    const { credentials } = known;
    if (credentials === undefined) {
      this.state.set({ kind: 'signed-out', ...last });
      return;
    }
    const { serverUrl, userId, userName } = credentials;
    const isNoted = server?.serverUrl === serverUrl && server.userId === userId;
    // What it is shows when it answers.
    const { product, version, email } = isNoted ? server : UNKNOWN;
    const shouldChangePassword = this.#given.isOf(credentials);
    this.state.set({ kind: 'signed-in', serverUrl, product, version, userName, email, shouldChangePassword });
    // Who signed in by a command is the last one, too, whether the server ever answers or not.
    if (!isNoted) void this.#noteServer({ ...UNKNOWN, serverUrl, userId });
  }

  /** The server takes the login no longer. */
  expire(): void {
    const state = this.state.current();
    if (state.kind === 'signed-in') this.state.set({ ...state, kind: 'expired' });
  }

  /**
   * Asks the server of the sign-in that is shown who it is, and whether the login still holds. A server that is away changes nothing, nor
   * does one that answers when another sign-in is shown, or this one ended.
   */
  async ask(credentials: Credentials, signal: CancelSignal): Promise<void> {
    this.#asking.cancel();
    const asking = (this.#asking = new CancelSource(signal));
    const tellGiven = this.#given.ask(credentials);
    try {
      const told = await readAccount({ ...credentials, transport: this.#transport }, asking);
      if (asking.aborted) return;
      tellGiven(told.shouldChangePassword);
      await this.#know(credentials, told);
    } catch (error) {
      const isRefused = error instanceof BackupError && error.code === 'unauthorized';
      if (isRefused && !asking.aborted) this.expire();
    } finally {
      asking.release();
    }
  }

  async findServer(typed: string, signal: CancelSignal): Promise<LocalServerFound> {
    return findServer(this.#transport, typed, signal);
  }

  /** Signs in and keeps it. Errors: those of `Remote`. */
  async signIn(url: string, login: LocalLogin, signal: CancelSignal): Promise<LocalSignInOutcome> {
    const result = await signInWith(login, { transport: this.#transport, url, signal });
    if (result.kind !== 'signed-in') return result;
    const { credentials, email } = result;
    this.#asking.cancel();
    await this.#profile.writeCredentials(credentials);
    await this.#noteServer({ ...UNKNOWN, ...serverOf(credentials), email });
    return { kind: 'signed-in' };
  }

  /** Changes the password of the sign-in that is shown, which stays. */
  async changePassword(
    credentials: Credentials,
    words: LocalPasswordWords,
    signal: CancelSignal,
  ): Promise<LocalPasswordChange> {
    const outcome = await changePassword({ ...credentials, transport: this.#transport }, words, signal);
    if (outcome.kind === 'signed-out') this.expire();
    if (outcome.kind !== 'changed') return outcome;
    this.#given.change();
    const state = this.state.current();
    if (state.kind === 'signed-in') this.state.set({ ...state, shouldChangePassword: false });
    return outcome;
  }

  /** Forgets the sign-in here, whatever the server does; with `forgetsEmail` also who it was. */
  async signOut(
    credentials: Credentials | undefined,
    { forgetsEmail }: { readonly forgetsEmail: boolean },
  ): Promise<void> {
    this.#asking.cancel();
    const { server } = this.#notes.read();
    if (forgetsEmail && server !== undefined) await this.#noteServer({ ...server, email: undefined });
    await this.#profile.forgetCredentials();
    // Nobody waits for a server that is away.
    if (credentials !== undefined) await endSession(credentials, new CancelSource()).catch(() => undefined);
  }

  async #know(credentials: Credentials, { product, version, userName }: ServerAccount): Promise<void> {
    const state = this.state.current();
    if (state.kind !== 'signed-in') return;
    const shouldChangePassword = this.#given.isOf(credentials);
    this.state.set({ ...state, product, version, userName, shouldChangePassword });
    await this.#noteServer({ ...serverOf(credentials), product, version, email: state.email });
  }

  async #noteServer(server: KnownServer): Promise<void> {
    await this.#notes.change({ server });
  }
}

const serverOf = ({ serverUrl, userId }: Credentials): Pick<KnownServer, 'serverUrl' | 'userId'> => ({
  serverUrl,
  userId,
});
