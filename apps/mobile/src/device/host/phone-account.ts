import { BackupError, CancelSource, type CancelSignal, type Clock, WatchedValue } from '@keepsake/engine';
import {
  createRemote,
  findServer,
  signInWith,
  signOut,
  type Credentials,
  type HttpTransport,
} from '@keepsake/remote';
import type { AccountState, Login, ServerFound, SignInOutcome } from '../../controller/account.ts';
import type { CredentialStore } from '../credentials/credential-store.ts';

export interface PhoneAccountDeps {
  readonly credentials: CredentialStore;
  readonly transport: HttpTransport;
  readonly clock: Pick<Clock, 'sleep'>;
}

/** How long a server has to end a session: whoever leaves does not wait for one that is away. */
const SIGN_OUT_PATIENCE_MS = 5_000;

/** Who is signed in on this phone, and how anybody does. What follows from it for the library is the host's. */
export class PhoneAccount {
  readonly state = new WatchedValue<AccountState>({ kind: 'loading' });
  readonly #deps: PhoneAccountDeps;

  constructor(deps: PhoneAccountDeps) {
    this.#deps = deps;
  }

  /** Who is signed in, as far as the phone knows without asking. Throws while secrets cannot be read. */
  async begin(): Promise<Credentials | undefined> {
    const { credentials: store } = this.#deps;
    const [credentials, server] = await Promise.all([store.readCredentials(), store.readServer()]);
    if (credentials === undefined) {
      this.state.set({ kind: 'signed-out', lastServerUrl: server?.serverUrl, lastEmail: server?.email });
      return undefined;
    }
    const { serverUrl, userId, userName } = credentials;
    const known = server?.serverUrl === serverUrl && server.userId === userId ? server : undefined;
    // What it is shows when it answers.
    const { product = 'keepsake', version = '', email } = known ?? {};
    this.state.set({ kind: 'signed-in', serverUrl, product, version, userName, email });
    return credentials;
  }

  /** Asks the server who it is, and whether the login still holds. A server that is away changes nothing. */
  async ask({ serverUrl, userId, credential }: Credentials, signal: CancelSignal): Promise<void> {
    try {
      const remote = createRemote({ transport: this.#deps.transport, serverUrl, credential });
      const { product, version, userName } = await remote.describe(signal);
      const state = this.state.current();
      if (state.kind !== 'signed-in' || state.serverUrl !== serverUrl) return;
      this.state.set({ ...state, product, version, userName });
      await this.#deps.credentials.writeServer({ serverUrl, userId, product, version, email: state.email });
    } catch (error) {
      if (error instanceof BackupError && error.code === 'unauthorized') this.expire();
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

  /** Signs in and keeps it; `begin` shows it. Errors: those of `Remote`. */
  async signIn(url: string, login: Login, signal: CancelSignal): Promise<SignInOutcome> {
    const { transport, credentials: store } = this.#deps;
    const result = await signInWith(login, { transport, url, signal });
    if (result.kind !== 'signed-in') return result;
    const { email, credentials } = result;
    const { serverUrl, userId } = credentials;
    await store.writeServer({ serverUrl, userId, product: 'keepsake', version: '', email });
    await store.writeCredentials(credentials);
    return { kind: 'signed-in' };
  }

  /** Forgets the sign-in here, whatever the server does; with `forgetsEmail` also who it was. */
  async signOut({ forgetsEmail }: { readonly forgetsEmail: boolean }): Promise<void> {
    const { credentials: store, transport, clock } = this.#deps;
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
