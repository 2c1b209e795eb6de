import { wellKnownAnswer } from '@keepsake/protocol';
import type { FastifyInstance } from 'fastify';
import type { Context } from '../context.ts';
import { registerFrontPage } from '../front-page/register-front-page.ts';
import { requireMetricsReader } from '../operation/may-read-metrics.ts';

/** The few addresses that are not of the protocol's table: discovery, health, figures, the API's own description and a page. */
export function registerPlainRoutes(app: FastifyInstance, context: Context): void {
  app.get('/.well-known/immich', { schema: { hide: true, response: { 200: wellKnownAnswer } } }, () => ({
    api: { endpoint: '/api' },
  }));

  app.route({
    // Some monitors ask for the head alone.
    method: ['GET', 'HEAD'],
    url: '/healthz',
    schema: { hide: true },
    handler: async (_request, reply) => {
      const report = await context.health();
      return reply
        .code(report.status === 'ok' ? 200 : 503)
        .serializer(JSON.stringify)
        .send(report);
    },
  });

  app.get('/metrics', { schema: { hide: true } }, async (request, reply) => {
    requireMetricsReader(request, context.config.metricsToken);
    return reply.type(context.metrics.contentType).send(await context.metrics.metrics());
  });

  app.get('/api/openapi.json', { schema: { hide: true } }, (_request, reply) =>
    reply.serializer(JSON.stringify).send(app.swagger()),
  );

  registerFrontPage(app);
}
