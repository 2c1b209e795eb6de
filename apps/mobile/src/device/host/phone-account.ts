import { BackupError, CancelSource, type CancelSignal, type Clock, WatchedValue } from '@keepsake/engine';
import {
  changePassword,
  findServer,
  GivenPassword,
  readAccount,
  signInWith,
  signOut,
  type Credentials,
  type HttpTransport,
} from '@keepsake/remote';
import type {
  AccountState,
  Login,
  PasswordChange,
  PasswordWords,
  ServerFound,
  SignInOutcome,
} from '../../controller/account.ts';
import type { PhoneCredentialStore } from '../credentials/credential-store.ts';

export interface PhoneAccountDeps {
  readonly credentials: PhoneCredentialStore;
  readonly transport: HttpTransport;
  readonly clock: Pick<Clock, 'sleep'>;
}

/** How long a server has to end a session: whoever leaves does not wait for one that is away. */
const SIGN_OUT_PATIENCE_MS = 5_000;

/** Who is signed in on this phone, and how anybody does. What follows from it for the library is the host's. */
export class PhoneAccount {
  readonly state = new WatchedValue<AccountState>({ kind: 'loading' });
  readonly #deps: PhoneAccountDeps;
  /** Ends with the sign-in that the server is asked about: what it answers later speaks of somebody else. */
  #asking = new CancelSource();
  /** What an answer told is written down: whoever writes next waits for it. */
  #noting: Promise<void> = Promise.resolve();
  readonly #given = new GivenPassword();

  constructor(deps: PhoneAccountDeps) {
    this.#deps = deps;
  }

  /** Who is signed in, as far as the phone knows without asking. Throws while secrets cannot be read. */
  read(): Promise<Credentials | undefined> {
    return this.#deps.credentials.readCredentials();
  }

  /** Who it was that signed in last, whether they still are or not; undefined: nobody did. Throws as `read`. */
  async readLastUserId(): Promise<string | undefined> {
    return (await this.#deps.credentials.readServer())?.userId;
  }

  /** Shows who is signed in, as it was read. Throws as `read`. */
  async show(credentials: Credentials | undefined): Promise<void> {
    this.#asking.cancel();
    const server = await this.#deps.credentials.readServer();
    if (credentials === undefined) {
      this.state.set({ kind: 'signed-out', lastServerUrl: server?.serverUrl, lastEmail: server?.email });
      return;
    }
    const { serverUrl, userId, userName } = credentials;
    const known = server?.serverUrl === serverUrl && server.userId === userId ? server : undefined;
    // What it is shows when it answers.
    const { product = 'keepsake', version = '', email } = known ?? {};
    const shouldChangePassword = this.#given.isOf(credentials);
    this.state.set({ kind: 'signed-in', serverUrl, product, version, userName, email, shouldChangePassword });
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
      const told = await readAccount({ ...credentials, transport: this.#deps.transport }, asking);
      const state = this.state.current();
      if (asking.aborted || state.kind !== 'signed-in') return;
      tellGiven(told.shouldChangePassword);
      const { product, version, userName } = told;
      const shouldChangePassword = this.#given.isOf(credentials);
      this.state.set({ ...state, product, version, userName, shouldChangePassword });
      const { email } = state;
      const { serverUrl, userId } = credentials;
      this.#noting = this.#deps.credentials.writeServer({ serverUrl, userId, product, version, email });
      await this.#noting;
    } catch (error) {
      const isRefused = error instanceof BackupError && error.code === 'unauthorized';
      if (isRefused && !asking.aborted) this.expire();
    } finally {
      asking.release();
    }
  }

  /** The server takes the login no longer. */
  expire(): void {
    const state = this.state.current();
    if (state.kind === 'signed-in') this.state.set({ ...state, kind: 'expired' });
  }

  findServer(typed: string, signal: CancelSignal): Promise<ServerFound> {
    return findServer(this.#deps.transport, typed, signal);
  }

  /** Signs in and keeps it; `show` shows it. Errors: those of `Remote`. */
  async signIn(url: string, login: Login, signal: CancelSignal): Promise<SignInOutcome> {
    const { transport, credentials: store } = this.#deps;
    const result = await signInWith(login, { transport, url, signal });
    if (result.kind !== 'signed-in') return result;
    const { email, credentials } = result;
    const { serverUrl, userId } = credentials;
    await this.#askNoMore();
    await store.writeServer({ serverUrl, userId, product: 'keepsake', version: '', email });
    await store.writeCredentials(credentials);
    return { kind: 'signed-in' };
  }

  /** Changes the password of the sign-in that is shown, which stays. Throws as `read`. */
  async changePassword(words: PasswordWords, signal: CancelSignal): Promise<PasswordChange> {
    const credentials = await this.read();
    if (credentials === undefined) return { kind: 'signed-out' };
    const outcome = await changePassword({ ...credentials, transport: this.#deps.transport }, words, signal);
    if (outcome.kind === 'signed-out') this.expire();
    if (outcome.kind !== 'changed') return outcome;
    this.#given.change();
    const state = this.state.current();
    if (state.kind === 'signed-in') this.state.set({ ...state, shouldChangePassword: false });
    return outcome;
  }

  /** Forgets the sign-in here, whatever the server does; with `forgetsEmail` also who it was. */
  async signOut({ forgetsEmail }: { readonly forgetsEmail: boolean }): Promise<void> {
    const { credentials: store, transport, clock } = this.#deps;
    await this.#askNoMore();
    const server = forgetsEmail ? await store.readServer() : undefined;
    if (server !== undefined) await store.writeServer({ ...server, email: undefined });
    const credentials = await store.readCredentials();
    await store.forgetCredentials();
    if (credentials?.credential.kind !== 'session') return;
    const patience = new CancelSource();
    clock.sleep(SIGN_OUT_PATIENCE_MS, new CancelSource()).then(
      () => patience.cancel(),
      () => undefined,
    );
    await signOut(transport, credentials.serverUrl, credentials.credential.token, patience).catch(
      () => undefined,
    );
  }

  async #askNoMore(): Promise<void> {
    this.#asking.cancel();
    await this.#noting.catch(() => undefined);
  }
}
