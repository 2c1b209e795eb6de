import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { ErrorCode } from '@keepsake/protocol';
import { errorAnswer } from '../errors/error-answer.ts';
import { ServerError } from '../errors/server-error.ts';
import { SECURITY_HEADERS } from './security-headers.ts';

/**
 * Answers what is not even HTTP, in the form of every other error, and hangs up.
 *
 * @returns to be told of every request, because an answer that is being sent must not go on with another one
 */
export function createBrokenRequestHandler(): {
  readonly onRequest: (request: IncomingMessage, response: ServerResponse) => void;
  readonly onError: (error: Error & { code?: string }, socket: Socket) => void;
} {
  const answers = new WeakMap<Socket, Set<ServerResponse>>();
  return {
    onRequest({ socket }, response) {
      const running = answers.get(socket) ?? new Set();
      answers.set(socket, running.add(response));
      response.once('close', () => running.delete(response));
    },
    onError(error, socket) {
      const isInAnswer = [...(answers.get(socket) ?? [])].some(({ headersSent }) => headersSent);
      if (isInAnswer || !socket.writable) socket.destroy();
      else answer(error, socket);
    },
  };
}

function answer(error: Error & { code?: string }, socket: Socket): void {
  const requestId = randomUUID();
  const { status, body } = errorAnswer(
    new ServerError(errorCodeOf(error.code), undefined, { cause: error }),
    requestId,
  );
  const text = JSON.stringify(body);
  const headers = {
    ...SECURITY_HEADERS,
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    'x-request-id': requestId,
    connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${body.error}\r\n${lines.join('')}\r\n${text}`);
}

function errorCodeOf(code: string | undefined): ErrorCode {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return 'headers-too-large';
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return 'request-timeout';
    default:
      return 'bad-request';
  }
}
