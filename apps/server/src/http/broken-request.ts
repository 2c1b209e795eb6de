import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import { errorAnswer } from '../errors/error-answer.ts';
import { ServerError } from '../errors/server-error.ts';

/** Answers what is not even HTTP, in the form of every other error, and hangs up. */
export function answerBrokenRequest(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const { status, body } = errorAnswer(
    new ServerError('bad-request', undefined, { cause: error }),
    randomUUID(),
  );
  const text = JSON.stringify(body);
  socket.end(
    `HTTP/1.1 ${status} ${body.error}\r\nContent-Type: application/json; charset=utf-8\r\n` +
      `Content-Length: ${Buffer.byteLength(text)}\r\nConnection: close\r\n\r\n${text}`,
  );
}
