import { BackupError, type CancelSignal } from '@keepsake/engine';
import { createRemote } from './create-remote.ts';
import type { Credentials } from './credentials.ts';
import type { HttpTransport } from './http-transport.ts';
import { signIn, signUpFirst, type FirstAccount } from './sign-in.ts';

/** Where somebody signs in. */
export interface SigningIn {
  readonly transport: HttpTransport;
  /** As `discoverServer` found it. */
  readonly url: string;
  readonly signal: CancelSignal;
}

/** What a person signs in with. */
export type Login =
  | { readonly kind: 'password'; readonly email: string; readonly password: string }
  | { readonly kind: 'api-key'; readonly secret: string }
  /** Makes the first account of a server that awaits one. */
  | ({ readonly kind: 'first-account' } & FirstAccount);

export type SignedIn =
  | {
      readonly kind: 'signed-in';
      readonly credentials: Credentials;
      /** As the server writes it; undefined: it was not told. */
      readonly email: string | undefined;
      /** As `SignIn` has it; never of an API key. */
      readonly shouldChangePassword: boolean;
    }
  | { readonly kind: 'wrong-credentials' }
  /** `retryAfterMs`: so long the server wants nobody to try, not even with the right words; undefined: it does not say. */
  | { readonly kind: 'too-many-tries'; readonly retryAfterMs: number | undefined }
  /** The server does not take these words; `detail` is what it says. */
  | { readonly kind: 'refused'; readonly detail: string };

/** Signs in, and keeps nothing. Errors: those of `Remote`. */
export async function signInWith(login: Login, to: SigningIn): Promise<SignedIn> {
  try {
    return await enter(login, to);
  } catch (error) {
    if (!(error instanceof BackupError) || error.code !== 'too-many-requests') throw error;
    return { kind: 'too-many-tries', retryAfterMs: error.retryAfterMs };
  }
}

function enter(login: Login, to: SigningIn): Promise<SignedIn> {
  switch (login.kind) {
    case 'password':
      return byPassword(login.email, login.password, to);
    case 'api-key':
      return byApiKey(login.secret, to);
    case 'first-account':
      return asFirst(login, to);
  }
}

async function asFirst({ name, email, password }: FirstAccount, to: SigningIn): Promise<SignedIn> {
  const made = await signUpFirst(to.transport, to.url, { name, email, password }, to.signal);
  return made.kind === 'refused' ? made : byPassword(email, password, to);
}

async function byPassword(
  email: string,
  password: string,
  { transport, url, signal }: SigningIn,
): Promise<SignedIn> {
  const result = await signIn(transport, url, email, password, signal);
  if (result.kind === 'wrong-credentials') return result;
  return {
    kind: 'signed-in',
    email: result.email ?? email,
    shouldChangePassword: result.shouldChangePassword,
    credentials: {
      serverUrl: url,
      userId: result.userId,
      userName: result.name,
      credential: { kind: 'session', token: result.token },
    },
  };
}

async function byApiKey(secret: string, { transport, url, signal }: SigningIn): Promise<SignedIn> {
  const credential = { kind: 'api-key', secret } as const;
  try {
    const { userId, userName } = await createRemote({ transport, serverUrl: url, credential }).describe(
      signal,
    );
    return {
      kind: 'signed-in',
      email: undefined,
      shouldChangePassword: false,
      credentials: { serverUrl: url, userId, userName, credential },
    };
  } catch (error) {
    if (error instanceof BackupError && error.code === 'unauthorized') return { kind: 'wrong-credentials' };
    throw error;
  }
}
