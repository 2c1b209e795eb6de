import { wellKnownAnswer } from '@keepsake/protocol';
import type { FastifyInstance } from 'fastify';
import type { Context } from '../context.ts';

/** The few addresses that are not of the protocol's table: discovery, health and the API's own description. */
export function registerPlainRoutes(app: FastifyInstance, context: Context): void {
  app.get('/.well-known/immich', { schema: { hide: true, response: { 200: wellKnownAnswer } } }, () => ({
    api: { endpoint: '/api' },
  }));

  // Healthy means that the database answers; a failure is answered 503 by the error catalogue.
  app.get('/healthz', { schema: { hide: true } }, async (_request, reply) => {
    await context.db.selectFrom('settings').select('key').limit(1).execute();
    return reply.serializer(JSON.stringify).send({ status: 'ok' });
  });

  app.get('/api/openapi.json', { schema: { hide: true } }, (_request, reply) =>
    reply.serializer(JSON.stringify).send(app.swagger()),
  );
}
