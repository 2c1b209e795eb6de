import { errorBody, isByHand, type Route } from '@keepsake/protocol';
import type { FastifySchema } from 'fastify';
import type * as z from 'zod';

/** What Fastify checks of a route's requests and answers. What else there is to say of it is in its documentation. */
export function schemaOf(name: string, definition: Route, error: z.ZodType = errorBody): FastifySchema {
  const answers = Object.entries(definition.answers).flatMap(([status, answer]) => {
    const body = answer !== null && isByHand(answer) ? answer.body : answer;
    return body === null || typeof body === 'string' ? [] : [[status, body] as const];
  });
  return {
    operationId: name,
    summary: definition.summary,
    tags: [definition.path.split('/')[1] ?? ''],
    ...(definition.access === 'public' ? {} : { security: [{ bearer: [] }, { cookie: [] }, { apiKey: [] }] }),
    ...(definition.params && { params: definition.params }),
    ...(definition.query && { querystring: definition.query }),
    ...(definition.body && { body: definition.body }),
    response: { ...Object.fromEntries(answers), '4xx': error, '5xx': error },
  };
}
