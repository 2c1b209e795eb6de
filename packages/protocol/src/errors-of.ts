import type { Route } from './routes/route.ts';
import type { ErrorCode } from './schemas/errors.ts';

/**
 * What any request may be answered with: the server cannot, or the request is none that HTTP or the address allows.
 * A body where none is asked for is read all the same, and refused for what it is.
 */
export const ERRORS_ANYWHERE: readonly ErrorCode[] = [
  'bad-request',
  'bad-json',
  'payload-too-large',
  'unsupported-media-type',
  'method-not-allowed',
  'request-timeout',
  'headers-too-large',
  'disk-full',
  'unavailable',
  'internal',
];

/** The errors that have to do with what this route is for; beside them stand {@link ERRORS_ANYWHERE}. */
export function errorsOf({ method, access, params, query, body, errors }: Route): readonly ErrorCode[] {
  const found: ErrorCode[] = [];
  if (params ?? query ?? body) found.push('bad-request');
  if (body !== undefined) found.push('bad-json', 'payload-too-large', 'unsupported-media-type');
  if (access !== 'public') found.push('unauthorized');
  // Signed in is not enough for a page of another site, which sends the cookie along.
  if (typeof access === 'object' || (access === 'signed-in' && method !== 'GET')) found.push('forbidden');
  if (params !== undefined && 'id' in params.shape) found.push('not-found');
  return [...new Set([...found, ...(errors ?? [])])];
}
