import { CancelSource, type CancelSignal } from '@keepsake/engine';
import {
  findServer,
  ShownAccount,
  signInWith,
  UNKNOWN_SERVER,
  type Credentials,
  type HttpTransport,
} from '@keepsake/remote';
import type {
  LocalAccountState,
  LocalLogin,
  LocalServerFound,
  LocalSignInOutcome,
} from '@keepsake/protocol/local';
import { CommandError } from '../../cli/command-error.ts';
import { EXIT } from '../../cli/exit-codes.ts';
import type { Profile } from '../../profile/profile.ts';
import { endSession } from '../../session/end-session.ts';
import type { UiNotes } from './ui-note.ts';

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

type Nobody = Exclude<LocalAccountState, { kind: 'signed-in' | 'expired' }>;

/** Who is signed in, and how anybody does. What follows from it for the library is the host's. */
export class AccountHost extends ShownAccount<Nobody> {
  readonly #profile: Profile;
  readonly #notes: UiNotes;
  readonly #transport: HttpTransport;

  constructor({ profile, notes, transport }: AccountHostDeps) {
    super({ transport, note: (server) => notes.change({ server }), first: { kind: 'loading' } });
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
    const { server } = this.#notes.read();
    const last = { lastServerUrl: server?.serverUrl, lastEmail: server?.email };
    if (known.kind === 'unreadable') {
      this.showNobody({ kind: 'unreadable', path: this.#profile.credentialsFile, ...last });
      return;
    }
    const { credentials } = known;
    if (credentials === undefined) {
      this.showNobody({ kind: 'signed-out', ...last });
      return;
    }
    const { serverUrl, userId } = credentials;
    const isNoted = server?.serverUrl === serverUrl && server.userId === userId;
    this.showSignIn(credentials, isNoted ? server : undefined);
    // Who signed in by a command is the last one, too, whether the server ever answers or not.
    if (!isNoted) void this.#notes.change({ server: { ...UNKNOWN_SERVER, serverUrl, userId } });
  }

  async findServer(typed: string, signal: CancelSignal): Promise<LocalServerFound> {
    return findServer(this.#transport, typed, signal);
  }

  /** Signs in and keeps it. Errors: those of `Remote`. */
  async signIn(url: string, login: LocalLogin, signal: CancelSignal): Promise<LocalSignInOutcome> {
    const result = await signInWith(login, { transport: this.#transport, url, signal });
    if (result.kind !== 'signed-in') return result;
    const { credentials, email } = result;
    const { serverUrl, userId } = credentials;
    await this.askNoMore();
    await this.#profile.writeCredentials(credentials);
    await this.#notes.change({ server: { ...UNKNOWN_SERVER, serverUrl, userId, email } });
    return { kind: 'signed-in' };
  }

  /** Forgets the sign-in here, whatever the server does; with `forgetsEmail` also who it was. */
  async signOut(
    credentials: Credentials | undefined,
    { forgetsEmail }: { readonly forgetsEmail: boolean },
  ): Promise<void> {
    await this.askNoMore();
    const { server } = this.#notes.read();
    if (forgetsEmail && server !== undefined)
      await this.#notes.change({ server: { ...server, email: undefined } });
    await this.#profile.forgetCredentials();
    // Nobody waits for a server that is away.
    if (credentials !== undefined) await endSession(credentials, new CancelSource()).catch(() => undefined);
  }
}
