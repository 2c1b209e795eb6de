import { isByHand, routes, type Route, type RouteName } from '@keepsake/protocol';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type * as z from 'zod';
import { authenticate } from '../auth/authenticate.ts';
import { mayDo, type Caller } from '../auth/caller.ts';
import { credentialOf } from '../auth/credentials.ts';
import { noteSessionUse } from '../auth/sessions.ts';
import type { Context } from '../context.ts';
import { ServerError } from '../errors/server-error.ts';
import { schemaOf } from './route-schema.ts';
import { bodyLimitOf } from './body-limits.ts';
import { StreamedJson } from './streamed-json.ts';
import { mayUseCookie } from './same-origin.ts';

type Routes = typeof routes;
type Part<N extends RouteName, Key extends 'params' | 'query' | 'body'> = Routes[N] extends {
  readonly [K in Key]: infer S extends z.ZodType;
}
  ? z.output<S>
  : undefined;

/** One request, as its endpoint sees it: everything that the protocol promises is checked. */
export interface Call<N extends RouteName> {
  readonly context: Context;
  /** Who asks; on a public endpoint nobody is asked for. */
  readonly caller: Routes[N]['access'] extends 'public' ? undefined : Caller;
  readonly params: Part<N, 'params'>;
  readonly query: Part<N, 'query'>;
  readonly body: Part<N, 'body'>;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

type Answers<N extends RouteName> = Routes[N]['answers'];

/** The body of an answer; null where there is none, or where the endpoint has sent bytes that are no JSON. */
export type Answer<N extends RouteName> = {
  [S in keyof Answers<N>]: Answers<N>[S] extends z.ZodType ? z.input<Answers<N>[S]> : null;
}[keyof Answers<N>];

/** One endpoint of the protocol and what it does. */
export interface Endpoint<N extends RouteName = RouteName> {
  readonly name: N;
  register(app: FastifyInstance, context: Context): void;
}

/** Binds a route of the protocol to its handler; method, path, checks and access all come from the protocol. */
export function route<N extends RouteName>(
  name: N,
  handle: (call: Call<N>) => Answer<N> | StreamedJson | Promise<Answer<N> | StreamedJson>,
): Endpoint<N> {
  const definition: Route = routes[name];
  const firstStatus = Number(Object.keys(definition.answers)[0]);
  return {
    name,
    register(app, context) {
      // HEAD is only worth having where the answer is a file.
      const methods = hasBytes(definition) ? [definition.method, 'HEAD'] : [definition.method];
      for (const method of methods)
        app.route({
          method,
          url: `/api${definition.path.replace(/\{(\w+)\}/g, ':$1')}`,
          schema: schemaOf(name, definition),
          bodyLimit: bodyLimitOf(name, definition),
          config: { swagger: { exposeHeadRoute: true } },
          onRequest: async (request) => {
            if (definition.access === 'public') return;
            request.caller = await admit(context, request, definition.access);
          },
          handler: async (request, reply) => {
            const call = {
              context,
              caller: request.caller ?? undefined,
              params: request.params,
              query: request.query,
              body: request.body,
              request,
              reply,
            } as unknown as Call<N>;
            // Where there are several, the handler says which.
            reply.code(firstStatus);
            const body = await handle(call);
            if (body instanceof StreamedJson)
              return reply.type('application/json; charset=utf-8').send(body.stream());
            // Whoever left in the middle of a file gets no second answer.
            return reply.sent || reply.raw.headersSent ? reply : reply.send(body ?? undefined);
          },
        });
    },
  };
}

function hasBytes(definition: Route): boolean {
  const whole = definition.answers[200] ?? null;
  return definition.method === 'GET' && whole !== null && isByHand(whole);
}

/** Lets a request in, or says why not. */
export async function admit(
  context: Context,
  request: FastifyRequest,
  access: Exclude<Route['access'], 'public'>,
): Promise<Caller> {
  const credential = credentialOf(request.headers, request.query as Record<string, unknown>);
  const caller = credential && (await authenticate(context, credential));
  if (caller === undefined) throw new ServerError('unauthorized');
  const isCookie = credential?.kind === 'session' && credential.isCookie;
  if (isCookie && !mayUseCookie(request.method, request.headers, request.host))
    throw new ServerError('forbidden', 'Another site may not act in your name.');
  if (access !== 'signed-in' && !mayDo(caller, access.permission))
    throw new ServerError('forbidden', `This API key lacks the permission ${access.permission}.`);
  if (access !== 'signed-in' && access.onlyAdministrators === true && !caller.user.isAdmin)
    throw new ServerError('forbidden', 'Only administrators may do this.');
  noteSessionUse(context, caller).catch((error: unknown) =>
    request.log.warn({ err: error }, 'could not note when a session was used'),
  );
  return caller;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Who makes this request; null on public endpoints. */
    caller: Caller | null;
  }
}
