import { CancelSource, type CancelSignal, type Clock } from '@keepsake/engine';
import {
  findServer,
  ShownAccount,
  signInWith,
  signOut,
  UNKNOWN_SERVER,
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

type Nobody = Exclude<AccountState, { kind: 'signed-in' | 'expired' }>;

/** How long a server has to end a session: whoever leaves does not wait for one that is away. */
const SIGN_OUT_PATIENCE_MS = 5_000;

/** Who is signed in on this phone, and how anybody does. What follows from it for the library is the host's. */
export class PhoneAccount extends ShownAccount<Nobody> {
  readonly #deps: PhoneAccountDeps;

  constructor(deps: PhoneAccountDeps) {
    const { transport, credentials: store } = deps;
    super({ transport, note: (server) => store.writeServer(server), first: { kind: 'loading' } });
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
    await this.askNoMore();
    const server = await this.#deps.credentials.readServer();
    if (credentials === undefined) {
      this.showNobody({ kind: 'signed-out', lastServerUrl: server?.serverUrl, lastEmail: server?.email });
      return;
    }
    const isNoted = server?.serverUrl === credentials.serverUrl && server.userId === credentials.userId;
    this.showSignIn(credentials, isNoted ? server : undefined);
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
    await this.askNoMore();
    await store.writeServer({ ...UNKNOWN_SERVER, serverUrl, userId, email });
    await store.writeCredentials(credentials);
    return { kind: 'signed-in' };
  }

  /** Changes the password of the sign-in that is shown, which stays. */
  async changePassword(words: PasswordWords, signal: CancelSignal): Promise<PasswordChange> {
    let credentials: Credentials | undefined;
    try {
      credentials = await this.read();
    } catch {
      // Nothing was sent.
      return { kind: 'unanswered', isUnchanged: true };
    }
    return credentials === undefined
      ? { kind: 'signed-out' }
      : this.changePasswordOf(credentials, words, signal);
  }

  /** Forgets the sign-in here, whatever the server does; with `forgetsEmail` also who it was. */
  async signOut({ forgetsEmail }: { readonly forgetsEmail: boolean }): Promise<void> {
    const { credentials: store, transport, clock } = this.#deps;
    await this.askNoMore();
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
}
