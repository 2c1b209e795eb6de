import type { IncomingHttpHeaders } from 'node:http';

const READING_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whether a request with a cookie may act: a browser on another site sends the user's cookie along without the
 * user's wish, and tells so in Sec-Fetch-Site or Origin. Programs that are no browsers send neither.
 *
 * @param host the name and port that the client believes it speaks to
 */
export function mayUseCookie(method: string, headers: IncomingHttpHeaders, host: string): boolean {
  if (READING_METHODS.has(method)) return true;
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const { origin } = headers;
  if (origin === undefined) return true;
  return URL.canParse(origin) && new URL(origin).host === host.toLowerCase();
}
