import { LogController, type FastifyReply, type FastifyRequest } from 'fastify';
import type { LogLevel } from '../config.ts';
import { CATALOGUE } from '../errors/catalogue.ts';
import type { ServerError } from '../errors/server-error.ts';

const DISK_FULL = CATALOGUE['disk-full'].status;

const FORM = {
  serializers: { err: describeError, req: describeRequest },
  hooks: { streamWrite: cutQueries },
};

/** How Fastify is to write its log, one JSON object a line; not at all when silent. */
export function loggerOptions(
  level: LogLevel,
  stream: NodeJS.WritableStream,
): false | ({ readonly level: string; readonly stream: NodeJS.WritableStream } & typeof FORM) {
  return level === 'silent' ? false : { level, stream, ...FORM };
}

/** What follows the `?` of an address in a line of JSON, quoted as it is there. */
const QUERY = /\?(?:[^\s"\\]|\\["\\/u])+/g;

/** The query of an address may hold a session key, and libraries put addresses into their messages. */
function cutQueries(line: string): string {
  return line.replace(QUERY, '?…');
}

/**
 * Has one line written for a request once it is over, also when its client leaves before that: quietly, unless the server
 * failed. By route, never by address: an address may hold a session key.
 */
export function logOutcome(request: FastifyRequest, reply: FastifyReply): void {
  // A connection that is gone no longer tells.
  const from = request.ip;
  reply.raw.once('close', () => {
    const line = {
      ...describeRequest(request),
      status: reply.statusCode,
      ...(!reply.raw.writableFinished && { brokeOff: true }),
      ms: Math.round(reply.elapsedTime),
      from,
      user: request.caller?.user.id,
    };
    // A full disk is said once, when it is found to be: thousands of photos are tried meanwhile.
    if (reply.statusCode >= 500 && reply.statusCode !== DISK_FULL) request.log.warn(line, 'answered');
    else request.log.info(line, 'answered');
  });
}

/** Of Fastify's own lines keeps the one about an answer that broke off because what it is made of could not be read. */
export class AnswerLogController extends LogController {
  constructor() {
    super({ disableRequestLogging: true });
  }

  override streamError(error: Error & { readonly code?: string }, request: FastifyRequest): void {
    // The client left, which its line says.
    if (error.code === 'ERR_STREAM_PREMATURE_CLOSE') return;
    request.log.error({ err: error }, 'an answer broke off');
  }
}

/** Writes why a request was not served. What is the client's own fault is said at debug level alone. */
export function logFailure(request: FastifyRequest, thrown: unknown, error: ServerError): void {
  // A client that left is no fault of the server's. The socket tells: a request is destroyed too once its body was read.
  if (CATALOGUE[error.code].status >= 500 && !error.isRepeated && !request.raw.socket.destroyed)
    request.log.error({ err: thrown }, 'request failed');
  // The thrown error itself may quote what was sent, such as the password in a body that is no JSON.
  else request.log.debug({ code: error.code }, 'request refused');
}

function describeRequest(request: FastifyRequest): { method: string; route: string } {
  return { method: request.method, route: request.routeOptions.url ?? 'none' };
}

interface DescribedError {
  readonly type: string;
  readonly message: string;
  readonly stack: string;
  readonly [detail: string]: unknown;
}

/** Of an error, what helps to find its cause; never the other properties, in which libraries keep what they were given. */
function describeError(error: unknown): DescribedError {
  if (!(error instanceof Error)) return { type: typeof error, message: '', stack: '' };
  return {
    type: error.name,
    ...('code' in error && typeof error.code === 'string' && { code: error.code }),
    message: error.message,
    stack: error.stack ?? '',
    ...(error.cause !== undefined && { cause: describeError(error.cause) }),
  };
}
