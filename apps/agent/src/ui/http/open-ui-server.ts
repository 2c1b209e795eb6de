import type { AddressInfo } from 'node:net';
import { Cancelled, type AlbumId, type AssetId, type CancelSignal } from '@keepsake/engine';
import { EVENTS_PATH, LOCAL_API, localCalls, type LocalCallName } from '@keepsake/protocol/local';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { failureOf } from '../host/run-book.ts';
import type { CallAnswers } from '../calls/answer-calls.ts';
import type { Thumbnails } from '../thumbnails/thumbnails.ts';
import { keyInCookies, type Entrance } from './entrance.ts';
import { EventStreams, type EventStreamDeps } from './event-stream.ts';
import { judgeRequest } from './judge-request.ts';
import { refuse } from './refuse.ts';
import { registerVideos } from './register-videos.ts';
import { serveFiles } from './screens.ts';
import { untilGone } from './until-gone.ts';

export interface UiServerDeps extends EventStreamDeps {
  readonly answers: CallAnswers;
  readonly thumbnails: Thumbnails;
  readonly entrance: Entrance;
  /** The folder of the web build; where it is missing, a plain page says so. */
  readonly webRoot: string;
}

export interface UiServer {
  readonly port: number;
  /** A link that lets one browser in. */
  makeLink(): string;
  /** Ends all connections. */
  close(): Promise<void>;
}

/** Ten thousand ids, each a long path. */
const MAX_BODY_BYTES = 16 * 1024 * 1024;
const MAX_PARAMETER = 16 * 1024;

const HEADERS = {
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
} as const;

/** Serves screens and local API to this computer alone. Port 0: a free one. Errors: Node's, where the port cannot be had. */
export async function openUiServer(deps: UiServerDeps, wantedPort: number): Promise<UiServer> {
  const app = fastify({
    bodyLimit: MAX_BODY_BYTES,
    routerOptions: { maxParamLength: MAX_PARAMETER },
    forceCloseConnections: true,
    exposeHeadRoutes: false,
  });
  const streams = new EventStreams(deps);
  let port = wantedPort;
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(HEADERS);
    const { headers } = request;
    const judgement = judgeRequest(
      {
        method: request.method,
        isLocalApi: request.url.startsWith('/local/'),
        host: headers.host,
        origin: headers.origin,
        fetchSite: text(headers['sec-fetch-site']),
        contentType: headers['content-type'],
        hasKey:
          deps.entrance.isKey(keyInCookies(headers.cookie, port)) ||
          deps.entrance.isKey(/^Bearer (\S+)$/.exec(headers.authorization ?? '')?.[1]),
      },
      port,
    );
    if (judgement.kind === 'refused') await refuse(reply, judgement.status, judgement.message);
  });
  app.setErrorHandler(async (error, _request, reply) => {
    const status = statusOf(error);
    const sentence = status < 500 && error instanceof Error ? error.message : 'Keepsake has a fault.';
    return refuse(reply, status, sentence);
  });

  app.get(EVENTS_PATH, (_request, reply) => {
    reply.hijack();
    for (const [name, value] of Object.entries(HEADERS)) reply.raw.setHeader(name, value);
    streams.open(reply.raw);
  });
  app.get(`${LOCAL_API}/thumbnails/:of/:id`, (request, reply) =>
    sendThumbnail(deps.thumbnails, request, reply),
  );
  registerVideos(app, deps.host);
  app.post(`${LOCAL_API}/make-link`, async () => ({ link: server.makeLink() }));
  app.post(`${LOCAL_API}/:name`, (request, reply) => answer(deps.answers, request, reply));
  app.all('/local/*', async (_request, reply) => refuse(reply, 404, 'There is no such call.'));
  app.get('/open/:link', async (request, reply) => {
    const { link } = request.params as { link: string };
    // A browser that only guesses what will be opened must not use the link up.
    if (request.headers['sec-purpose'] === undefined && deps.entrance.use(link))
      reply.header('set-cookie', deps.entrance.cookieFor(port));
    // One that opens no longer leads to the same place: whoever has the key is in already, others are told.
    return reply.header('cache-control', 'no-store').redirect('/', 303);
  });
  await serveFiles(app, deps.webRoot);

  const server: UiServer = {
    get port() {
      return port;
    },
    makeLink: () => `http://127.0.0.1:${port}/open/${deps.entrance.makeLink()}`,
    close: () => app.close(),
  };
  port = await listen(app, wantedPort);
  return server;
}

async function listen(app: FastifyInstance, port: number): Promise<number> {
  await app.listen({ host: '127.0.0.1', port });
  return (app.server.address() as AddressInfo).port;
}

async function answer(
  answers: CallAnswers,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { name } = request.params as { name: string };
  if (!isCall(name)) return refuse(reply, 404, 'There is no such call.');
  const asked = localCalls[name].asks.safeParse(request.body);
  if (!asked.success) {
    const [issue] = asked.error.issues;
    return refuse(reply, 400, `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not understood'}`);
  }
  const signal = untilGone(reply);
  try {
    // Each name has its own question; that they belong together was just checked.
    const work = answers[name] as (asked: unknown, signal: CancelSignal) => Promise<unknown>;
    const answered = await work(asked.data, signal);
    return await reply.header('cache-control', 'no-store').send(answered);
  } catch (error) {
    if (error instanceof Cancelled) return refuse(reply, 503, 'Keepsake is ending.');
    return reply.code(409).send(failureOf(error));
  }
}

async function sendThumbnail(
  thumbnails: Thumbnails,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { of, id } = request.params as { of: string; id: string };
  const edgePx = Number((request.query as { edge?: unknown }).edge);
  if (!Number.isInteger(edgePx) || edgePx < 1 || (of !== 'asset' && of !== 'album')) {
    return refuse(reply, 400, 'A picture has an edge, in whole pixels.');
  }
  const signal = untilGone(reply);
  try {
    const thumbnail =
      of === 'asset'
        ? await thumbnails.ofAsset(id as AssetId, edgePx, signal)
        : await thumbnails.ofAlbum(id as AlbumId, edgePx, signal);
    if (thumbnail.kind === 'unknown') return await refuse(reply, 404, 'Keepsake does not know this photo.');
    if (thumbnail.kind === 'no-picture') return await refuse(reply, 415, 'This cannot be shown.');
    const etag = `"${thumbnail.etag}"`;
    reply.header('etag', etag).header('cache-control', 'private, max-age=60');
    return request.headers['if-none-match'] === etag
      ? await reply.code(304).send()
      : await reply.type('image/jpeg').send(thumbnail.jpeg);
  } catch (error) {
    if (!signal.aborted) throw error;
    return reply;
  }
}

const isCall = (name: string): name is LocalCallName => Object.hasOwn(localCalls, name);

const text = (header: string | string[] | undefined): string | undefined =>
  typeof header === 'string' ? header : undefined;

function statusOf(error: unknown): number {
  const status =
    typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : 500;
  return typeof status === 'number' && status >= 400 ? status : 500;
}
