import { BackupError, CancelSource, WatchedValue, type CancelSignal } from '@keepsake/engine';
import { changePassword, type PasswordChange, type PasswordWords } from './change-password.ts';
import type { Credentials } from './credentials.ts';
import { GivenPassword } from './given-password.ts';
import type { HttpTransport } from './http-transport.ts';
import { readAccount } from './read-account.ts';

/** The server that somebody signed in to last, as it described itself. */
export interface NotedServer {
  readonly serverUrl: string;
  readonly userId: string;
  readonly product: 'keepsake' | 'immich';
  readonly version: string;
  readonly email: string | undefined;
}

/** Of a server that has not answered yet. */
export const UNKNOWN_SERVER = { product: 'keepsake', version: '', email: undefined } as const;

interface ShownSignIn extends Omit<NotedServer, 'userId'> {
  readonly userName: string;
  /** Somebody else chose the password; false until the server has said anything. */
  readonly shouldChangePassword: boolean;
}

/** Somebody who is signed in; `expired`: the server takes the login no longer. */
type Somebody = (ShownSignIn & { readonly kind: 'signed-in' }) | (ShownSignIn & { readonly kind: 'expired' });

export interface ShownAccountDeps<Nobody> {
  readonly transport: HttpTransport;
  /** Writes down what the server says of itself. */
  readonly note: (server: NotedServer) => Promise<void>;
  /** Before anything is known. */
  readonly first: Nobody;
}

/** Who is signed in on a device, as it is shown, and what the server says of them. `Nobody`: what is shown where nobody is known to be. */
export class ShownAccount<Nobody extends { readonly kind: 'loading' | 'signed-out' | 'unreadable' }> {
  readonly state: WatchedValue<Somebody | Nobody>;
  readonly #transport: HttpTransport;
  readonly #note: (server: NotedServer) => Promise<void>;
  /** Ends with the sign-in that the server is asked about: what it answers later speaks of somebody else. */
  #asking = new CancelSource();
  /** What an answer told is written down: whoever writes next waits for it. */
  #noting: Promise<void> = Promise.resolve();
  readonly #given = new GivenPassword();

  constructor({ transport, note, first }: ShownAccountDeps<Nobody>) {
    this.#transport = transport;
    this.#note = note;
    this.state = new WatchedValue<Somebody | Nobody>(first);
  }

  /** Nobody is signed in, or nobody knows. */
  protected showNobody(state: Nobody): void {
    this.#asking.cancel();
    this.state.set(state);
  }

  /** Somebody is signed in. What `server` is shows when it answers, where it was not noted before. */
  protected showSignIn(credentials: Credentials, server: NotedServer | undefined): void {
    this.#asking.cancel();
    const { serverUrl, userName } = credentials;
    const { product, version, email } = server ?? UNKNOWN_SERVER;
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
      const told = await readAccount({ ...credentials, transport: this.#transport }, asking);
      const state = this.state.current();
      if (asking.aborted || state.kind !== 'signed-in') return;
      tellGiven(told.shouldChangePassword);
      const { product, version, userName } = told;
      const shouldChangePassword = this.#given.isOf(credentials);
      this.state.set({ ...state, product, version, userName, shouldChangePassword });
      const { serverUrl, userId } = credentials;
      this.#noting = this.#note({ serverUrl, userId, product, version, email: state.email });
      await this.#noting;
    } catch (error) {
      const isRefused = error instanceof BackupError && error.code === 'unauthorized';
      if (isRefused && !asking.aborted) this.expire();
    } finally {
      asking.release();
    }
  }

  /** What the server is asked counts for nothing any more; what it told before is written down. */
  protected async askNoMore(): Promise<void> {
    this.#asking.cancel();
    await this.#noting.catch(() => undefined);
  }

  /** The server takes the login no longer. */
  expire(): void {
    const state = this.state.current();
    if (state.kind === 'signed-in') this.state.set({ ...state, kind: 'expired' });
  }

  /** Changes the password of the sign-in that is shown, which stays. */
  async changePasswordOf(
    credentials: Credentials,
    words: PasswordWords,
    signal: CancelSignal,
  ): Promise<PasswordChange> {
    const outcome = await changePassword({ ...credentials, transport: this.#transport }, words, signal);
    if (outcome.kind === 'signed-out') this.expire();
    if (outcome.kind !== 'changed') return outcome;
    this.#given.change();
    const state = this.state.current();
    if (state.kind === 'signed-in') this.state.set({ ...state, shouldChangePassword: false });
    return outcome;
  }
}
