import type { FastifyReply } from 'fastify';

/** Answers with a sentence why not. */
export function refuse(reply: FastifyReply, status: number, message: string): FastifyReply {
  return reply.code(status).header('cache-control', 'no-store').send({ message });
}
