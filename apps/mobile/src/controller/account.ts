import type { CancelSignal } from '@keepsake/engine';
import type { Watched } from './watched.ts';

export {
  EMAIL_SHAPE,
  LOGIN_LIMITS,
  problemOfNewPassword,
  type NewPasswordProblem,
} from '@keepsake/protocol/login-limits';

/** Whose photos are backed up, and where to. */
export type AccountState =
  /** Not known yet: the app has just begun. */
  | { readonly kind: 'loading' }
  | ({ readonly kind: 'signed-out' } & LastSignIn)
  /** Somebody may be signed in: what tells it, the file at `path`, cannot be read. It is tried again all the time. */
  | ({ readonly kind: 'unreadable'; readonly path: string } & LastSignIn)
  | SignedIn
  /** The server takes the login no longer: it expired, or was ended elsewhere. What is waiting stays waiting. */
  | (Omit<SignedIn, 'kind'> & { readonly kind: 'expired' });

/** Where one was signed in last, and as whom: to be offered again. */
interface LastSignIn {
  readonly lastServerUrl: string | undefined;
  readonly lastEmail: string | undefined;
}

export interface SignedIn {
  readonly kind: 'signed-in';
  /** As `ServerFound.url`. */
  readonly serverUrl: string;
  readonly product: 'keepsake' | 'immich';
  readonly version: string;
  readonly userName: string;
  readonly email: string | undefined;
  /** The server says that somebody else chose the password; false until it has said anything. */
  readonly shouldChangePassword: boolean;
}

/** What is at an address that a person typed. */
export type ServerFound =
  | {
      readonly kind: 'keepsake' | 'immich';
      readonly version: string;
      /** What `signIn` takes. */
      readonly url: string;
      /** Nobody has an account there yet: the first one is to be made. */
      readonly awaitsFirstAccount: boolean;
      /** Over `http:` to a machine that is not in this house: a password could be read on the way, so the person is asked. */
      readonly isUnencrypted: boolean;
    }
  /** Something answers, but nothing that keeps photos. */
  | { readonly kind: 'not-a-photo-server' }
  /** The server there sends whoever comes on to another one; nobody is signed in there unasked. */
  | { readonly kind: 'points-elsewhere'; readonly url: string }
  /** Nothing answers over `https:`; a photo server does at `url`, without encryption, for the person to choose. */
  | { readonly kind: 'unencrypted-only'; readonly url: string }
  | { readonly kind: 'no-answer' }
  /** Something answers over `https:` with a certificate that this device does not trust. */
  | { readonly kind: 'untrusted' }
  /** No machine has the port that was typed. */
  | { readonly kind: 'impossible-port' }
  | { readonly kind: 'not-an-address' };

/** What a person signs in with. A secret: to be forgotten by the screen when `signIn` is over, and never logged. */
export type Login =
  | { readonly kind: 'password'; readonly email: string; readonly password: string }
  | { readonly kind: 'api-key'; readonly secret: string }
  /** Makes the first account of a server that awaits one, and signs in. */
  | {
      readonly kind: 'first-account';
      readonly name: string;
      readonly email: string;
      readonly password: string;
    };

export type SignInOutcome =
  | { readonly kind: 'signed-in' }
  | { readonly kind: 'wrong-credentials' }
  /** `retryAfterMs`: so long the server takes not even the right words; undefined: it does not say. */
  | { readonly kind: 'too-many-tries'; readonly retryAfterMs?: number | undefined }
  /** The server does not take these words; `detail` is what it says, for the curious. */
  | { readonly kind: 'refused'; readonly detail: string };

/** The present password, and the one that is to be. Secrets: to be forgotten by the screen when they were used, and never logged. */
export interface PasswordWords {
  readonly password: string;
  readonly newPassword: string;
}

/** What came of changing a password. Only after `changed`, and perhaps after `unanswered`, the new one holds. */
export type PasswordChange =
  /** `hasEndedOthers`: whoever was signed in elsewhere with the old one no longer is; false: perhaps. */
  | { readonly kind: 'changed'; readonly hasEndedOthers: boolean }
  | { readonly kind: 'wrong-password' }
  /** The API key that one is signed in with may not do this. */
  | { readonly kind: 'not-allowed' }
  /** The server does not know how to. */
  | { readonly kind: 'not-offered' }
  /** The server takes this sign-in no longer. */
  | { readonly kind: 'signed-out' }
  | { readonly kind: 'too-many-tries'; readonly retryAfterMs?: number | undefined }
  /** The server does not take these words; `detail` is what it says, for the curious. */
  | { readonly kind: 'refused'; readonly detail: string }
  /** The server did not answer. `isUnchanged`: the present password holds for sure; else nobody knows. */
  | { readonly kind: 'unanswered'; readonly isUnchanged: boolean };

/** Signing in and out, and the password. Errors: `BackupError` as of the engine's `Remote`; `CallRefused`; `LinkLost`. */
export interface Account {
  readonly state: Watched<AccountState>;
  /**
   * Looks for a server while the person types: with or without scheme, `/api` and slashes. May be repeated and cancelled as
   * often as keys are pressed. Whatever is at the address is an answer, never an error.
   */
  findServer(addressAsTyped: string, signal: CancelSignal): Promise<ServerFound>;
  /** Afterwards `state` is `signed-in`. Signing in to where one is signed in already renews the login and keeps the ledger. */
  signIn(serverUrl: string, login: Login): Promise<SignInOutcome>;
  /**
   * Changes the password of whoever is signed in, who stays so here. Afterwards `state` says no more that it should be changed. What
   * `problemOfNewPassword` finds fault with is not to be asked for.
   */
  changePassword(words: PasswordWords): Promise<PasswordChange>;
  /**
   * Afterwards `state` is `signed-out`, also when the server could not be told. With `forgetsLedger` nothing that was
   * observed stays on the device; without it the next sign-in to the same account goes on where this one ended.
   */
  signOut(options: { readonly forgetsLedger: boolean }): Promise<void>;
}
