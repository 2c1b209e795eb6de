import { PARTIAL_UPLOAD, problemBody, uploadRoutes, type UploadRouteName } from '@keepsake/protocol';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Context } from '../context.ts';
import { ServerError } from '../errors/server-error.ts';
import { toServerError } from '../errors/to-server-error.ts';
import { logFailure } from '../http/logging.ts';
import { schemaOf } from '../http/route-schema.ts';
import { admit } from '../http/route.ts';
import { appendToUpload } from './append-to-upload.ts';
import { cancelUpload } from './cancel-upload.ts';
import { createUpload } from './create-upload.ts';
import { IncomingContent } from './incoming-content.ts';
import { headUpload, readFinalAnswer } from './look-at-upload.ts';
import type { UploadCall } from './upload-call.ts';
import { formatLimits } from './upload-limits.ts';
import { problemAnswer } from './upload-problem.ts';

/** Where resumable uploads are: draft-ietf-httpbis-resumable-upload. */
export const UPLOADS_PATH = '/api/uploads';

const COLLECTION_METHODS = 'POST, OPTIONS';
const UPLOAD_METHODS = 'HEAD, GET, PATCH, DELETE, OPTIONS';

type Handle = (call: UploadCall, id: string) => Promise<FastifyReply>;

/** Binds the methods of the draft. They stand in a table of their own: they carry bytes, and answer in headers. */
export function registerUploads(app: FastifyInstance, context: Context): void {
  app.removeAllContentTypeParsers();
  // The body is read as a stream, once the headers have been found good.
  app.addContentTypeParser('*', (_request, _payload, done) => done(null));
  app.decorateRequest('content', null);
  app.addHook('onRequest', (request, _reply, done) => {
    request.content = new IncomingContent(request.raw);
    done();
  });
  app.addHook('onResponse', (request, _reply, done) => {
    request.content?.drain();
    done();
  });
  app.setErrorHandler(answerProblem);
  app.setNotFoundHandler(refuseMethod);

  const bind = (name: UploadRouteName, handle: Handle): void => {
    const route = uploadRoutes[name];
    app.route({
      method: route.method,
      url: pathBelow(route.path),
      schema: schemaOf(name, route, problemBody),
      config: { swagger: { exposeHeadRoute: true } },
      onRequest: async (request) => {
        request.caller = await admit(context, request, route.access);
      },
      handler: async (request, reply) => {
        const { user } = request.caller ?? (await admit(context, request, route.access));
        const recheck = async (): Promise<typeof user> => (await admit(context, request, route.access)).user;
        const content = request.content ?? new IncomingContent(request.raw);
        return handle({ deps: context, user, request, content, reply, recheck }, idOf(request));
      },
    });
  };
  const limits = (allow: string) => (_request: FastifyRequest, reply: FastifyReply) =>
    reply
      .code(204)
      .headers({
        allow,
        'accept-patch': PARTIAL_UPLOAD,
        'upload-limit': formatLimits(context.config.uploadMaxAgeMs),
      })
      .send();

  bind('createUpload', createUpload);
  bind('headUpload', headUpload);
  bind('readUpload', readFinalAnswer);
  bind('appendToUpload', appendToUpload);
  bind('cancelUpload', cancelUpload);
  app.options('', { schema: { hide: true } }, limits(COLLECTION_METHODS));
  app.options('/:id', { schema: { hide: true } }, limits(UPLOAD_METHODS));
}

/** Where a route is below {@link UPLOADS_PATH}. */
function pathBelow(path: string): string {
  return path.replace('/uploads', '').replace('{id}', ':id');
}

function idOf(request: FastifyRequest): string {
  return (request.params as { readonly id?: string }).id ?? '';
}

function refuseMethod(request: FastifyRequest): never {
  const [, rest = ''] = (request.url.split('?')[0] ?? '').split(UPLOADS_PATH);
  if (/^\/[^/]+\/./.test(rest)) throw new ServerError('not-found');
  const allow = /^\/?$/.test(rest) ? COLLECTION_METHODS : UPLOAD_METHODS;
  throw new ServerError('method-not-allowed', undefined, { headers: { allow } });
}

function answerProblem(thrown: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const error = toServerError(thrown);
  const { status, headers, body } = problemAnswer(error, request.id);
  logFailure(request, thrown, error);
  reply.code(status).headers(headers).type('application/problem+json; charset=utf-8');
  reply.serializer(JSON.stringify).send(body);
}

declare module 'fastify' {
  interface FastifyRequest {
    /** What a request for an upload brings; null elsewhere. */
    content: IncomingContent | null;
  }
}
