import type { FastifyReply, FastifyRequest } from 'fastify';
import { ServerError } from '../errors/server-error.ts';

/** What every answer says, whoever asked: it is data of this origin, to be shown nowhere else and kept by no cache. */
export const SECURITY_HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
} as const;

/** One year, as browsers' own lists ask for. Other names of the same domain are none of this server's business. */
const ONLY_HTTPS = 'max-age=31536000';

/** Sets the headers that every answer has; an endpoint whose answer is no JSON may then replace some. */
export function setStandingHeaders(request: FastifyRequest, reply: FastifyReply): void {
  reply.headers(SECURITY_HEADERS).header('x-request-id', request.id);
  // Over http it would mean nothing; and only a proxy that is trusted can say that it was https.
  if (request.protocol === 'https') reply.header('strict-transport-security', ONLY_HTTPS);
}

/**
 * Refuses a browser that asks whether a page of another site may use this server. (Without the headers of CORS it would
 * not let that page anyway; but so the page's maker learns why.)
 *
 * @throws ServerError forbidden
 */
export function refusePreflight(request: FastifyRequest): void {
  const { origin, 'access-control-request-method': wanted } = request.headers;
  if (request.method === 'OPTIONS' && origin !== undefined && wanted !== undefined)
    throw new ServerError('forbidden', 'Pages of other sites may not use this server.');
}
