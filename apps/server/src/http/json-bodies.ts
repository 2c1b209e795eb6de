import type { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ServerError } from '../errors/server-error.ts';
import { MAX_SMALL_BYTES } from './body-limits.ts';
import { BodyTurns, type BodyTurn } from './body-turns.ts';
import { isBulkyJson } from './json-bulk.ts';

/** Some 60 MB of memory in all, with what is made of them. */
const LARGE_AT_ONCE = 2;

/** For one body once it is being read; 20 MiB come in it at 3 Mbit/s. */
const MAX_BODY_MS = 60_000;

/**
 * Has JSON bodies read, each up to the limit of its route. Large ones are left with their senders until it is their
 * turn, which they keep until they are answered: their callers are known by then, as nobody else may send one.
 *
 * @param readsItsOwnBody which requests are to be left alone
 */
export function readJsonBodies(
  app: FastifyInstance,
  { idleTimeoutMs }: { readonly idleTimeoutMs: number },
  readsItsOwnBody: (request: FastifyRequest) => boolean,
): void {
  const turns = new BodyTurns(LARGE_AT_ONCE);
  const parse = app.getDefaultJsonParser('error', 'error');
  app.decorateRequest('bodyTurn', null);

  /** Whether the answer does not depend on the body, or only on how the endpoint itself reads it. */
  const isLeftAlone = (request: FastifyRequest): boolean => request.is404 || readsItsOwnBody(request);

  app.addHook('preParsing', async (request, reply) => {
    if (isLeftAlone(request)) return;
    const limitBytes = request.routeOptions.bodyLimit ?? 0;
    if (Number(request.headers['content-length']) > limitBytes) throw tooLarge();
    if (limitBytes > MAX_SMALL_BYTES && mayBeLarge(request)) await waitForTurn(request);
    // Clients that ask before they send are told to go on once their body is wanted.
    if (request.headers.expect !== undefined) reply.raw.writeContinue();
  });
  app.addHook('onSend', (request, _reply, payload, done) => {
    request.bodyTurn?.giveBack();
    done(null, payload);
  });
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser('application/json', async (request: FastifyRequest, payload: Readable) => {
    if (isLeftAlone(request)) return undefined;
    const limitBytes = request.routeOptions.bodyLimit ?? 0;
    const bytes = await readBody(payload, limitBytes, Math.min(MAX_BODY_MS, idleTimeoutMs));
    if (isBulkyJson(bytes)) throw new ServerError('payload-too-large', 'The body has too many values.');
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    void parse(request, bytes.toString(), (error, body) => (error === null ? resolve(body) : reject(error)));
    return promise;
  });

  async function waitForTurn(request: FastifyRequest): Promise<void> {
    const { socket } = request.raw;
    const left = new AbortController();
    const leave = (): void => left.abort(new ServerError('truncated-body'));
    socket.once('close', leave);
    // Nothing moves on the connection while it waits.
    socket.setTimeout(0);
    try {
      request.bodyTurn = await turns.take(request.caller?.user.id ?? '', left.signal);
    } finally {
      socket.setTimeout(idleTimeoutMs);
      socket.off('close', leave);
    }
  }
}

/** Without an announced length nobody knows. */
function mayBeLarge({ headers }: FastifyRequest): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length']) > MAX_SMALL_BYTES;
}

function readBody(payload: Readable, limitBytes: number, withinMs: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let lengthBytes = 0;
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  const late = setTimeout(() => reject(new ServerError('request-timeout')), withinMs);
  const take = (chunk: Buffer): void => {
    lengthBytes += chunk.length;
    if (lengthBytes > limitBytes) reject(tooLarge());
    else chunks.push(chunk);
  };
  const end = (): void => resolve(Buffer.concat(chunks, lengthBytes));
  const breakOff = (cause?: unknown): void => reject(new ServerError('truncated-body', undefined, { cause }));
  payload.on('data', take).once('end', end).once('close', breakOff).on('error', breakOff);
  return promise.finally(() => {
    clearTimeout(late);
    payload.off('data', take).off('end', end).off('close', breakOff);
  });
}

/** The rest of it is not waited for. */
function tooLarge(): ServerError {
  return new ServerError('payload-too-large', undefined, { headers: { connection: 'close' } });
}

declare module 'fastify' {
  interface FastifyRequest {
    /** The turn that a large body has until it is answered; null where none was needed. */
    bodyTurn: BodyTurn | null;
  }
}
