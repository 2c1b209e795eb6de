import type { FastifyReply, FastifyRequest } from 'fastify';
import type { LogLevel } from '../config.ts';

/** How Fastify is to write its log; not at all when silent. */
export function loggerOptions(
  level: LogLevel,
  stream: NodeJS.WritableStream,
): false | { level: string; stream: NodeJS.WritableStream } {
  return level === 'silent' ? false : { level, stream };
}

/**
 * Writes one line for each request: quietly, unless the server failed. By route, never by address: an address may hold
 * a session key.
 */
export function logOutcome(request: FastifyRequest, reply: FastifyReply, done: () => void): void {
  const line = {
    method: request.method,
    route: request.routeOptions.url ?? 'none',
    status: reply.statusCode,
    ms: Math.round(reply.elapsedTime),
    user: request.caller?.user.id,
  };
  if (reply.statusCode >= 500) request.log.warn(line, 'answered');
  else request.log.info(line, 'answered');
  done();
}
