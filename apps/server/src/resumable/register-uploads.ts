import { PARTIAL_UPLOAD, problemBody, UPLOAD_ASSET_HEADER, uploadAnswer } from '@keepsake/protocol';
import type { FastifyInstance, FastifyReply, FastifyRequest, FastifySchema } from 'fastify';
import * as z from 'zod';
import type { Context } from '../context.ts';
import { ServerError } from '../errors/server-error.ts';
import { toServerError } from '../errors/to-server-error.ts';
import { logFailure } from '../http/logging.ts';
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

const ACCESS = { permission: 'asset.upload' } as const;

const COLLECTION_METHODS = 'POST, OPTIONS';
const UPLOAD_METHODS = 'HEAD, GET, PATCH, DELETE, OPTIONS';

const header = z.string().optional();
const partHeaders = { 'upload-complete': header, 'upload-length': header, 'content-digest': header };
const errors = { '4xx': problemBody, '5xx': problemBody };

/** Binds the methods of the draft. They are no part of the table of JSON routes: they carry bytes, and answer in headers. */
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

  const bind = (
    method: 'POST' | 'HEAD' | 'GET' | 'PATCH' | 'DELETE',
    url: string,
    schema: FastifySchema,
    handle: (call: UploadCall, id: string) => Promise<FastifyReply>,
  ): void => {
    app.route({
      method,
      url,
      schema: { ...schema, tags: ['uploads'], security: [{ bearer: [] }, { cookie: [] }, { apiKey: [] }] },
      onRequest: async (request) => {
        request.caller = await admit(context, request, ACCESS);
      },
      handler: async (request, reply) => {
        const { user } = request.caller ?? (await admit(context, request, ACCESS));
        const recheck = async (): Promise<typeof user> => (await admit(context, request, ACCESS)).user;
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

  bind('POST', '', CREATE, createUpload);
  bind('HEAD', '/:id', HEAD, headUpload);
  bind('GET', '/:id', READ, readFinalAnswer);
  bind('PATCH', '/:id', APPEND, appendToUpload);
  bind('DELETE', '/:id', CANCEL, cancelUpload);
  app.options('', { schema: { hide: true } }, limits(COLLECTION_METHODS));
  app.options('/:id', { schema: { hide: true } }, limits(UPLOAD_METHODS));
}

const params = z.object({ id: z.string() });

const CREATE: FastifySchema = {
  operationId: 'createUpload',
  summary:
    'Begin a resumable upload of one file (draft-ietf-httpbis-resumable-upload), with all, some or none of its bytes.',
  headers: z.looseObject({
    ...partHeaders,
    [UPLOAD_ASSET_HEADER.toLowerCase()]: header,
    'repr-digest': header,
    'want-repr-digest': header,
    'upload-draft-interop-version': header,
  }),
  response: { 200: uploadAnswer, 201: uploadAnswer, ...errors },
};
const HEAD: FastifySchema = {
  operationId: 'headUpload',
  summary: 'How far an upload is: Upload-Offset, Upload-Complete, Upload-Length, Upload-Limit.',
  params,
  response: errors,
};
const READ: FastifySchema = {
  operationId: 'readUpload',
  summary: 'The answer that completed an upload, for a client that did not hear it.',
  params,
  response: { 200: uploadAnswer, ...errors },
};
const APPEND: FastifySchema = {
  operationId: 'appendToUpload',
  summary: 'Append to an upload (application/partial-upload), and complete it with Upload-Complete: ?1.',
  params,
  headers: z.looseObject({ ...partHeaders, 'upload-offset': header, 'upload-draft-interop-version': header }),
  response: { 200: uploadAnswer, 201: uploadAnswer, ...errors },
};
const CANCEL: FastifySchema = {
  operationId: 'cancelUpload',
  summary: 'Give up an upload.',
  params,
  response: errors,
};

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
