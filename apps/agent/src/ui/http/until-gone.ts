import { CancelSource, type CancelSignal } from '@keepsake/engine';
import type { FastifyReply } from 'fastify';

/** Given when whoever asked went away. */
export function untilGone(reply: FastifyReply): CancelSignal {
  const source = new CancelSource();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) source.cancel();
  });
  return source;
}
