import { BackupError, CancelSource, type CancelSignal } from '@keepsake/engine';
import { routes, wellKnownAnswer } from '@keepsake/protocol';
import { callApi, readData, readError, sendToApi, type Api } from './api-call.ts';
import { isSilence } from './http-errors.ts';
import type { HttpAnswer, HttpTransport } from './http-transport.ts';
import { bareOf, readAddress, withoutEncryption } from './server-address.ts';

/** What is at an address that a person typed. `url` is what `createRemote` and `signIn` take. */
export type Discovery =
  | { readonly kind: 'keepsake'; readonly version: string; readonly url: string }
  | { readonly kind: 'immich'; readonly version: string; readonly url: string }
  /** It sends everybody on to another address, which was not asked: it is for the person to say whether it is theirs. */
  | { readonly kind: 'points-elsewhere'; readonly url: string }
  /** Nothing answers over `https:`, but a photo server does over `http:` at `url`, which is for the person to choose: nothing of theirs went there. */
  | { readonly kind: 'unencrypted-only'; readonly url: string }
  /** Something answers there, but nothing that keeps photos. */
  | { readonly kind: 'not-a-photo-server' }
  | { readonly kind: 'no-answer'; readonly detail: string }
  /** Something answers over `https:` with a certificate that this device does not trust. */
  | { readonly kind: 'untrusted'; readonly detail: string }
  | { readonly kind: 'not-an-address' }
  /** No machine has the port that was typed. */
  | { readonly kind: 'impossible-port' };

const wellKnown = { method: 'GET', path: '/.well-known/immich' } as const;

/**
 * Finds the server behind an address as people type it: with or without scheme, `/api` and slashes. Where no scheme was
 * typed, the answer's `url` says which one was found; a password over `http:` to a far server is for the caller to question.
 * One that sends to `https:` on the same host is asked there. What was copied from a browser has a path that is no server's:
 * the same machine is asked without it, too. No other machine ever is.
 */
export async function discoverServer(
  transport: HttpTransport,
  addressAsTyped: string,
  signal: CancelSignal,
): Promise<Discovery> {
  const typed = readAddress(addressAsTyped);
  if (typed.kind === 'none') return { kind: 'not-an-address' };
  if (typed.kind === 'impossible-port') return typed;
  const answers = await lookAtAll(transport, typed.urls, signal);
  const found = answers.find(isPhotoServer);
  if (found !== undefined) return found;
  const plain = answers.every(({ kind }) => kind === 'no-answer')
    ? await lookWithoutEncryption(transport, typed.urls, signal)
    : undefined;
  return (
    plain ??
    answers.find(({ kind }) => kind === 'untrusted') ??
    answers.find(({ kind }) => kind === 'points-elsewhere') ??
    answers.find(({ kind }) => kind === 'not-a-photo-server') ??
    answers[0] ?? { kind: 'not-an-address' }
  );
}

/** At all of them at once, since each may be silent for long: what is there, up to the first photo server in their order. */
async function lookAtAll(
  transport: HttpTransport,
  urls: readonly string[],
  signal: CancelSignal,
): Promise<readonly Discovery[]> {
  const looking = new CancelSource(signal);
  const looks = urls.map((url) => lookAround(transport, url, looking));
  // Whoever is asked in vain, and ends after the others, tells nobody.
  for (const each of looks) each.catch(() => undefined);
  const answers: Discovery[] = [];
  try {
    for (const each of looks) {
      const found = await each;
      answers.push(found);
      if (isPhotoServer(found)) break;
    }
    return answers;
  } finally {
    looking.cancel();
  }
}

/** At an address, and at what it means on the same machine. */
async function lookAround(transport: HttpTransport, url: string, signal: CancelSignal): Promise<Discovery> {
  const found = await look(transport, url, signal);
  const next =
    found.kind === 'points-elsewhere' && isSameHostOverHttps(url, found.url)
      ? found.url
      : found.kind === 'not-a-photo-server'
        ? bareOf(url)
        : undefined;
  if (next === undefined) return found;
  const behind = await look(transport, next, signal);
  return isPhotoServer(behind) ? behind : found;
}

/** Whether the person's own server is there after all: it is only asked what it is. */
async function lookWithoutEncryption(
  transport: HttpTransport,
  urls: readonly string[],
  signal: CancelSignal,
): Promise<Discovery | undefined> {
  const [secure, ...others] = urls;
  const plain = secure === undefined ? undefined : withoutEncryption(secure);
  // Where there are others, one of them was without encryption, and was asked.
  if (plain === undefined || others.length > 0) return undefined;
  const found = await lookAround(transport, plain, signal);
  return 'version' in found && found.url.startsWith('http:')
    ? { kind: 'unencrypted-only', url: found.url }
    : undefined;
}

async function look(transport: HttpTransport, address: string, signal: CancelSignal): Promise<Discovery> {
  try {
    const place = await askWellKnown(transport, address, signal);
    if (place.kind === 'points-elsewhere') return place;
    const { url } = place;
    const api: Api = { transport, baseUrl: `${url}/api`, login: {} };
    await callApi(api, routes.ping, routes.ping.answers[200], {}, signal);
    const { keepsake } = (await callApi(api, routes.features, routes.features.answers[200], {}, signal)).data;
    if (keepsake !== undefined) return { kind: 'keepsake', version: keepsake.version, url };
    const { data } = await callApi(api, routes.version, routes.version.answers[200], {}, signal);
    return { kind: 'immich', version: `${data.major}.${data.minor}.${data.patch}`, url };
  } catch (error) {
    if (!(error instanceof BackupError)) throw error;
    if (error.code === 'untrusted-server') return { kind: 'untrusted', detail: error.message };
    return isSilence(error) ? { kind: 'no-answer', detail: error.message } : { kind: 'not-a-photo-server' };
  }
}

type Place =
  Extract<Discovery, { kind: 'points-elsewhere' }> | { readonly kind: 'here'; readonly url: string };

/** Where the server says that its API is. It may send us to another path, never by itself to another machine. */
async function askWellKnown(transport: HttpTransport, address: string, signal: CancelSignal): Promise<Place> {
  const origin = /^https?:\/\/[^/]+/.exec(address)?.[0] ?? address;
  const here = { kind: 'here', url: address } as const;
  const api: Api = { transport, baseUrl: address, login: {} };
  try {
    const answer = await sendToApi(api, wellKnown, {}, signal);
    if (answer.status !== 200) {
      const elsewhere = redirectOf(answer);
      const error = await readError(answer);
      if (elsewhere !== undefined) return { kind: 'points-elsewhere', url: elsewhere };
      throw error;
    }
    const { endpoint } = (await readData(answer, wellKnown, wellKnownAnswer)).api;
    const path = /^(\/[A-Za-z0-9._~/-]*)?\/api\/?$/.exec(endpoint);
    if (path === null || path[1]?.startsWith('//') === true || path[1] === undefined) return here;
    return { kind: 'here', url: `${origin}${path[1]}` };
  } catch (error) {
    if (!(error instanceof BackupError) || isSilence(error)) throw error;
    return here;
  }
}

/** The server's address that a redirect of the question leads to; undefined: it leads to no other one. */
function redirectOf(answer: HttpAnswer): string | undefined {
  if (answer.status < 300 || answer.status > 399) return undefined;
  const match = /^(https?:\/\/[^/?#\s@]+)(\/[^?#\s]*)?/i.exec(answer.header('location') ?? '');
  const [, origin = '', path = ''] = match ?? [];
  const base = path.endsWith(wellKnown.path) ? path.slice(0, -wellKnown.path.length) : '';
  return match === null ? undefined : `${origin.toLowerCase()}${base}`;
}

function isSameHostOverHttps(from: string, to: string): boolean {
  const hostOf = (url: string): string | undefined => /^https?:\/\/(\[[^\]]*\]|[^/:]+)/.exec(url)?.[1];
  return from.startsWith('http:') && to.startsWith('https:') && hostOf(from) === hostOf(to);
}

function isPhotoServer({ kind }: Discovery): boolean {
  return kind === 'keepsake' || kind === 'immich';
}
