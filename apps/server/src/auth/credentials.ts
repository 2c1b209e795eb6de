import type { IncomingHttpHeaders } from 'node:http';
import { ACCESS_TOKEN_COOKIE, readCookie } from './cookies.ts';

/** What a request offers as proof of who makes it. */
export type Credential =
  | { readonly kind: 'session'; readonly token: string; readonly isCookie: boolean }
  | { readonly kind: 'api-key'; readonly secret: string };

/**
 * The one credential that counts, in the precedence of Immich: a session token in a header, in `?sessionKey=`, as
 * bearer or in the cookie, then an API key in a header or in `?apiKey=`.
 */
export function credentialOf(
  headers: IncomingHttpHeaders,
  query: Readonly<Record<string, unknown>>,
): Credential | undefined {
  const token =
    text(headers['x-immich-user-token']) ??
    text(headers['x-immich-session-token']) ??
    text(query['sessionKey']) ??
    /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1];
  if (token !== undefined) return { kind: 'session', token, isCookie: false };
  const cookie = text(readCookie(headers.cookie, ACCESS_TOKEN_COOKIE));
  if (cookie !== undefined) return { kind: 'session', token: cookie, isCookie: true };
  const secret = text(headers['x-api-key']) ?? text(query['apiKey']);
  return secret === undefined ? undefined : { kind: 'api-key', secret };
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
