import { BackupError, type CancelSignal } from '@keepsake/engine';
import { routes } from '@keepsake/protocol';
import { callApi, jsonBody, type Api } from './api-call.ts';
import { isSilence } from './http-errors.ts';
import type { HttpTransport } from './http-transport.ts';

/** What came of signing in. */
export type SignIn =
  | {
      readonly kind: 'signed-in';
      readonly token: string;
      readonly userId: string;
      readonly name: string;
      /** As the server writes it; undefined: it does not say. */
      readonly email: string | undefined;
      /** Somebody else chose the password. Immich says so of whoever changed it by `changePassword`, too. */
      readonly shouldChangePassword: boolean;
    }
  | { readonly kind: 'wrong-credentials' };

/** What came of asking for the first account. */
export type SignUp =
  | { readonly kind: 'signed-up' }
  /** Somebody was faster, or the server does not take these words; `detail` is what it says. */
  | { readonly kind: 'refused'; readonly detail: string };

/** What the first account needs: its name, e-mail address and password, within the limits that the protocol sets. */
export interface FirstAccount {
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

const login = routes.login.answers[201]
  .pick({ accessToken: true, userId: true, name: true, userEmail: true, shouldChangePassword: true })
  .partial({ userEmail: true, shouldChangePassword: true });
const setup = routes.config.answers[200].pick({ isInitialized: true });
const firstUser = routes.signUpAdmin.answers[201].pick({ id: true });
const signedOut = routes.logout.answers[200].pick({ successful: true });

/** Signs in. Errors: those of `Remote`. */
export async function signIn(
  transport: HttpTransport,
  url: string,
  email: string,
  password: string,
  signal: CancelSignal,
): Promise<SignIn> {
  const api: Api = { transport, baseUrl: `${url}/api`, login: {} };
  try {
    const { data } = await callApi(api, routes.login, login, { body: jsonBody({ email, password }) }, signal);
    const { accessToken: token, userId, name, userEmail, shouldChangePassword = false } = data;
    return { kind: 'signed-in', token, userId, name, email: userEmail, shouldChangePassword };
  } catch (error) {
    if (error instanceof BackupError && error.code === 'unauthorized') return { kind: 'wrong-credentials' };
    throw error;
  }
}

/**
 * Ends a session on the server, so that its token opens nothing any longer. One that is over already is fine; it may be
 * repeated. Errors: those of `Remote`, when the server could not be told.
 */
export async function signOut(
  transport: HttpTransport,
  url: string,
  token: string,
  signal: CancelSignal,
): Promise<void> {
  // What no header can carry, no server gave.
  if (!/^[\x21-\x7e]+$/.test(token)) return;
  const api: Api = { transport, baseUrl: `${url}/api`, login: { authorization: `Bearer ${token}` } };
  try {
    await callApi(api, routes.logout, signedOut, {}, signal);
  } catch (error) {
    if (error instanceof BackupError && error.code === 'unauthorized') return;
    throw error;
  }
}

/**
 * Whether a server waits for its first account. One that does not say so is taken to have accounts: nobody is offered
 * an account by mistake. Errors: those of `Remote` that say that nothing answers.
 */
export async function awaitsFirstAccount(
  transport: HttpTransport,
  url: string,
  signal: CancelSignal,
): Promise<boolean> {
  const api: Api = { transport, baseUrl: `${url}/api`, login: {} };
  try {
    return !(await callApi(api, routes.config, setup, {}, signal)).data.isInitialized;
  } catch (error) {
    if (!(error instanceof BackupError) || isSilence(error)) throw error;
    return false;
  }
}

/** Makes the first account of a server, its administrator; to be followed by `signIn`. Errors: those of `Remote`. */
export async function signUpFirst(
  transport: HttpTransport,
  url: string,
  account: FirstAccount,
  signal: CancelSignal,
): Promise<SignUp> {
  const api: Api = { transport, baseUrl: `${url}/api`, login: {} };
  try {
    await callApi(api, routes.signUpAdmin, firstUser, { body: jsonBody(account) }, signal);
    return { kind: 'signed-up' };
  } catch (error) {
    if (error instanceof BackupError && error.code === 'rejected')
      return { kind: 'refused', detail: error.message };
    throw error;
  }
}
