import { BackupError, type CancelSignal } from '@keepsake/engine';
import { routes, wellKnownAnswer } from '@keepsake/protocol';
import { callApi, jsonBody, type Api, type ApiAnswer } from './api-call.ts';
import type { HttpTransport } from './http-transport.ts';
import { addressesOf } from './server-address.ts';

/** What is at an address that a person typed. `url` is what `createRemote` and `signIn` take. */
export type Discovery =
  | { readonly kind: 'keepsake'; readonly version: string; readonly url: string }
  | { readonly kind: 'immich'; readonly version: string; readonly url: string }
  /** Something answers there, but nothing that keeps photos. */
  | { readonly kind: 'not-a-photo-server' }
  | { readonly kind: 'no-answer'; readonly detail: string };

/** What came of signing in. */
export type SignIn =
  | { readonly kind: 'signed-in'; readonly token: string; readonly userId: string; readonly name: string }
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

const wellKnown = { method: 'GET', path: '/.well-known/immich', answers: { 200: null } } as const;
const login = routes.login.answers[201].pick({ accessToken: true, userId: true, name: true });
const setup = routes.config.answers[200].pick({ isInitialized: true });
const firstUser = routes.signUpAdmin.answers[201].pick({ id: true });
const signedOut = routes.logout.answers[200].pick({ successful: true });

/**
 * Finds the server behind an address as people type it: with or without scheme, `/api` and slashes. Where no scheme was
 * typed, the answer's `url` says which one was found; a password over `http:` to a far server is for the caller to question.
 */
export async function discoverServer(
  transport: HttpTransport,
  addressAsTyped: string,
  signal: CancelSignal,
): Promise<Discovery> {
  const candidates = addressesOf(addressAsTyped);
  const answers: Discovery[] = [];
  for (const url of candidates) {
    const found = await look(transport, url, signal);
    if (found.kind === 'keepsake' || found.kind === 'immich') return found;
    answers.push(found);
  }
  return (
    answers.find(({ kind }) => kind === 'not-a-photo-server') ??
    answers[0] ?? { kind: 'no-answer', detail: `"${addressAsTyped}" is not an address` }
  );
}

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
    return { kind: 'signed-in', token: data.accessToken, userId: data.userId, name: data.name };
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

async function look(transport: HttpTransport, address: string, signal: CancelSignal): Promise<Discovery> {
  try {
    const url = await askWellKnown(transport, address, signal);
    const api: Api = { transport, baseUrl: `${url}/api`, login: {} };
    await callApi(api, routes.ping, routes.ping.answers[200], {}, signal);
    const { keepsake } = (await callApi(api, routes.features, routes.features.answers[200], {}, signal)).data;
    if (keepsake !== undefined) return { kind: 'keepsake', version: keepsake.version, url };
    const { data } = await callApi(api, routes.version, routes.version.answers[200], {}, signal);
    return { kind: 'immich', version: `${data.major}.${data.minor}.${data.patch}`, url };
  } catch (error) {
    if (!(error instanceof BackupError)) throw error;
    return isSilence(error) ? { kind: 'no-answer', detail: error.message } : { kind: 'not-a-photo-server' };
  }
}

/** Where the server says that its API is. It may send us to another path, never to another machine. */
async function askWellKnown(
  transport: HttpTransport,
  address: string,
  signal: CancelSignal,
): Promise<string> {
  const origin = /^https?:\/\/[^/]+/.exec(address)?.[0] ?? address;
  let answer: ApiAnswer<{ api: { endpoint: string } }>;
  try {
    answer = await callApi(
      { transport, baseUrl: address, login: {} },
      wellKnown,
      wellKnownAnswer,
      {},
      signal,
    );
  } catch (error) {
    if (!(error instanceof BackupError) || isSilence(error)) throw error;
    return address;
  }
  const path = /^(\/[A-Za-z0-9._~/-]*)?\/api\/?$/.exec(answer.data.api.endpoint);
  if (path === null || path[1]?.startsWith('//') === true) return address;
  return path[1] === undefined ? address : `${origin}${path[1]}`;
}

const isSilence = (error: BackupError): boolean =>
  error.code === 'network' || error.code === 'timeout' || error.code === 'server-error';
