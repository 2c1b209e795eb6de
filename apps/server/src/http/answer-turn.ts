import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../auth/caller.ts';
import { ServerError } from '../errors/server-error.ts';
import type { BodyTurns } from './body-turns.ts';

/** Of a request, what waiting for a turn needs. */
export interface TurnCall {
  readonly context: { readonly answerTurns: BodyTurns; readonly config: { readonly idleTimeoutMs: number } };
  readonly caller: Caller;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/**
 * Waits until this user gets no other large answer: whoever asks for many keeps only themselves waiting. The turn ends
 * with the answer.
 *
 * @throws ServerError truncated-body when the client has left before that
 */
export async function waitForAnswerTurn({ context, caller, request, reply }: TurnCall): Promise<void> {
  const { socket } = request.raw;
  const left = new AbortController();
  const leave = (): void => left.abort(new ServerError('truncated-body'));
  if (reply.raw.destroyed) leave();
  reply.raw.once('close', leave);
  // Nothing moves on the connection while it waits.
  socket.setTimeout(0);
  try {
    const turn = await context.answerTurns.take(caller.user.id, left.signal);
    reply.raw.once('close', () => turn.giveBack());
  } finally {
    socket.setTimeout(context.config.idleTimeoutMs);
    reply.raw.off('close', leave);
  }
}
