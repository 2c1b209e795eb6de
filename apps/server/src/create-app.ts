import { randomUUID } from 'node:crypto';
import fastifySwagger from '@fastify/swagger';
import fastifySwaggerUi from '@fastify/swagger-ui';
import { routes } from '@keepsake/protocol';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import type { Context } from './context.ts';
import { errorAnswer } from './errors/error-answer.ts';
import { ServerError } from './errors/server-error.ts';
import { toServerError } from './errors/to-server-error.ts';
import { measureHttp } from './operation/http-metrics.ts';
import { endpoints } from './routes/endpoints.ts';
import { registerUploads, UPLOADS_PATH } from './resumable/register-uploads.ts';
import { registerPlainRoutes } from './routes/plain-routes.ts';
import { allowedMethods } from './http/allowed-methods.ts';
import { apiPageOptions } from './http/api-page.ts';
import { MAX_PUBLIC_BYTES } from './http/body-limits.ts';
import { createBrokenRequestHandler } from './http/broken-request.ts';
import { hangUpWhenClosing } from './http/hang-up-when-closing.ts';
import { readJsonBodies } from './http/json-bodies.ts';
import { AnswerLogController, logFailure, loggerOptions, logOutcome } from './http/logging.ts';
import { openApiOptions } from './http/openapi.ts';
import { refusePreflight, setStandingHeaders } from './http/security-headers.ts';
import { warnOfUnbelievedProxy } from './http/unbelieved-proxy.ts';

/** An album's name of 1,000 characters, percent-encoded. */
const MAX_PARAM_LENGTH = 12_000;
/** Of the request line and all headers together. */
const MAX_HEADER_BYTES = 16 * 1024;
const MAX_HEADERS_TIMEOUT_MS = 30_000;
const KEEP_ALIVE_TIMEOUT_MS = 75_000;

/** Builds the HTTP side of the server, ready to listen; `close()` ends it. */
export async function createApp(
  context: Context,
  logStream: NodeJS.WritableStream,
): Promise<FastifyInstance> {
  const { config } = context;
  const headersTimeoutMs = Math.min(MAX_HEADERS_TIMEOUT_MS, config.idleTimeoutMs);
  const brokenRequests = createBrokenRequestHandler();
  const app: FastifyInstance = fastify({
    logger: loggerOptions(config.logLevel, logStream),
    logController: new AnswerLogController(),
    genReqId: () => randomUUID(),
    trustProxy: config.trustedProxies.length === 0 ? false : [...config.trustedProxies],
    bodyLimit: MAX_PUBLIC_BYTES,
    routerOptions: { maxParamLength: MAX_PARAM_LENGTH },
    exposeHeadRoutes: false,
    // A phone may take a day for one video; what counts is that something moves.
    requestTimeout: 0,
    connectionTimeout: config.idleTimeoutMs,
    keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS,
    http: {
      maxHeaderSize: MAX_HEADER_BYTES,
      // From the first byte to the last header, however busily they drip in.
      headersTimeout: headersTimeoutMs,
      connectionsCheckingInterval: headersTimeoutMs / 4,
    },
    forceCloseConnections: 'idle',
    frameworkErrors: (error, request, reply) => {
      logOutcome(request, reply);
      answerError(error, request, reply);
    },
    clientErrorHandler: brokenRequests.onError,
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.decorateRequest('caller', null);
  app.setErrorHandler(answerError);
  app.setNotFoundHandler((request) => {
    const allowed = allowedMethods(Object.values(routes), request.url);
    if (allowed.length === 0) throw new ServerError('not-found');
    throw new ServerError('method-not-allowed', undefined, { headers: { allow: allowed.join(', ') } });
  });
  app.removeContentTypeParser('text/plain');
  // Uploads read their body themselves, as a stream.
  app.addContentTypeParser('multipart/form-data', (_request, _payload, done) => done(null));
  app.addHook('onRequest', async (request, reply) => {
    logOutcome(request, reply);
    setStandingHeaders(request, reply);
    refusePreflight(request);
  });
  warnOfUnbelievedProxy(app);
  hangUpWhenClosing(app);
  measureHttp(app, context.metrics);
  app.server.on('request', brokenRequests.onRequest);
  // Clients that ask before they send a body are told to go on once they are let in.
  app.server.on('checkContinue', (request, response) => app.server.emit('request', request, response));
  readJsonBodies(app, config, readsItsOwnBody);

  await app.register(fastifySwagger, openApiOptions);
  await app.register(fastifySwaggerUi, apiPageOptions);
  await app.register((scope, _options, done) => {
    for (const endpoint of Object.values(endpoints)) endpoint.register(scope, context);
    registerPlainRoutes(scope, context);
    done();
  });
  await app.register(
    (scope, _options, done) => {
      registerUploads(scope, context);
      done();
    },
    { prefix: UPLOADS_PATH },
  );
  await app.ready();
  return app;
}

/** Uploads decide by the headers whether the body is wanted at all. */
function readsItsOwnBody({ method, routeOptions: { url } }: FastifyRequest): boolean {
  return (method === 'POST' && url === '/api/assets') || url?.startsWith(UPLOADS_PATH) === true;
}

function answerError(thrown: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const error = toServerError(thrown);
  const { status, headers, body } = errorAnswer(error, request.id);
  logFailure(request, thrown, error);
  // What an endpoint had set for its file is not meant for the error.
  setStandingHeaders(request, reply);
  reply.code(status).headers(headers).type('application/json; charset=utf-8').serializer(JSON.stringify);
  reply.removeHeader('content-disposition').removeHeader('etag').send(body);
}
