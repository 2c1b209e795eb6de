import { errorsOf, isByHand, uploadRoutes, type Route } from '@keepsake/protocol';
import { CATALOGUE } from '../errors/catalogue.ts';

/** The parts of an operation that Fastify's own schema has no words for. */
export interface Operation {
  readonly headers?: object;
  readonly body?: object;
  readonly response: Readonly<Record<string, object>>;
}

const BINARY = { type: 'string', format: 'binary' };

/**
 * Describes a route for the OpenAPI document: also answers without a body and answers of bytes, their headers, the
 * headers that are read, and which errors there are.
 *
 * @param schemas of the answers' bodies by status, and of the error's at `4xx`
 */
export function operationOf(
  name: string,
  route: Route,
  schemas: Readonly<Record<string, object>>,
): Operation {
  const errorType = name in uploadRoutes ? 'application/problem+json' : 'application/json';
  const error = { content: { [errorType]: { schema: schemas['4xx'] } } };
  return {
    ...(route.headers && { headers: parametersOf(route.headers) }),
    ...(route.bytes !== undefined && { body: { content: { [route.bytes]: { schema: BINARY } } } }),
    response: {
      ...answersOf(route, schemas),
      '4xx': { description: errorWords(route, (status) => status < 500), ...error },
      '5xx': { description: errorWords(route, (status) => status >= 500), ...error },
    },
  };
}

function answersOf(route: Route, schemas: Readonly<Record<string, object>>): Record<string, object> {
  const answers: Record<string, object> = {};
  for (const [status, answer] of Object.entries(route.answers)) {
    if (answer === null) answers[status] = { description: 'No body.', type: 'null' };
    else if (!isByHand(answer)) answers[status] = { description: 'Done.', ...json(schemas[status]) };
    else {
      const { words, headers, body } = answer;
      answers[status] = { description: words, headers: headersOf(headers), ...bodyOf(body, schemas[status]) };
    }
  }
  return answers;
}

function bodyOf(body: unknown, schema: object | undefined): object {
  if (body === null) return { type: 'null' };
  return typeof body === 'string' ? { content: { [body]: { schema: BINARY } } } : json(schema);
}

function json(schema: object | undefined): object {
  return { content: { 'application/json': { schema } } };
}

function headersOf(headers: Readonly<Record<string, string>>): object {
  return Object.fromEntries(
    Object.entries(headers).map(([header, description]) => [header, { type: 'string', description }]),
  );
}

function parametersOf(headers: NonNullable<Route['headers']>): object {
  const named = Object.entries(headers);
  return {
    type: 'object',
    properties: headersOf(Object.fromEntries(named.map(([header, { words }]) => [header, words]))),
    required: named.flatMap(([header, { isRequired }]) => (isRequired === true ? [header] : [])),
  };
}

/** The codes that are this route's own, and that there may be others. */
function errorWords(route: Route, isMeant: (status: number) => boolean): string {
  const codes = errorsOf(route).filter((code) => isMeant(CATALOGUE[code].status));
  return `By \`code\`: ${[...codes, 'or one that any address may answer with'].join(', ')}.`;
}
