import { createHash, timingSafeEqual } from 'node:crypto';
import { isIP } from 'node:net';
import type { FastifyRequest } from 'fastify';
import { ServerError } from '../errors/server-error.ts';

/** What a proxy adds; a request that has one of these was not made on this machine, whoever passes it on. */
const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'];

/**
 * Figures tell when a household is at home: they are for whoever has the token, or, where none is set, for who is on this
 * machine.
 *
 * @throws ServerError unauthorized or forbidden
 */
export function requireMetricsReader(request: FastifyRequest, token: string | null): void {
  if (token === null) {
    const isLocal = isLoopback(request.socket.remoteAddress) && isLoopback(request.ip);
    if (isLocal && FORWARDED.every((header) => request.headers[header] === undefined)) return;
    throw new ServerError(
      'forbidden',
      'From another machine this needs the token of KEEPSAKE_METRICS_TOKEN.',
    );
  }
  const given = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (given !== undefined && timingSafeEqual(digest(given), digest(token))) return;
  throw new ServerError('unauthorized', 'This needs the token of KEEPSAKE_METRICS_TOKEN.', {
    headers: { 'www-authenticate': 'Bearer' },
  });
}

/** So that both have one length, and comparing tells nothing of it. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function isLoopback(address: string | undefined): boolean {
  const plain = (address ?? '').replace(/^::ffff:/i, '');
  return isIP(plain) === 4 ? plain.startsWith('127.') : plain === '::1';
}
