import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { contentSecurityPolicy } from './content-security.ts';
import { NO_SCREENS } from './pages.ts';

/** Files of a build whose names have a hash of what is in them. */
const HASHED = /[.-][0-9a-f]{16,}\.\w+$/i;

/**
 * Where a build has files: its two folders, and what lies beside its page. Any other address is a place in the screens, also one
 * that ends like a file, as that of a photo does.
 */
const FILE = /^\/(?:(?:assets|_expo)(?:\/|$)|[^/]*\.\w{1,8}$)/;

/**
 * Serves the screens' files from a folder. What is no file is a place in the screens, which the one page shows; without that page
 * a plain one says so. Nothing is compressed: it does not leave this computer.
 */
export async function serveFiles(app: FastifyInstance, webRoot: string): Promise<void> {
  await app.register(fastifyStatic, {
    root: webRoot,
    wildcard: true,
    index: false,
    dotfiles: 'ignore',
    cacheControl: false,
    setHeaders(response, path) {
      response.header(
        'cache-control',
        HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache',
      );
      if (path.endsWith('.html')) response.header('content-security-policy', contentSecurityPolicy(''));
    },
  });
  app.setNotFoundHandler(async (request, reply) => {
    return FILE.test(new URL(request.url, 'http://here').pathname)
      ? reply.code(404).type('text/plain').send('There is no such file.\n')
      : sendPage(reply, webRoot);
  });
  app.get('/', async (_request, reply) => sendPage(reply, webRoot));
  app.get('/index.html', async (_request, reply) => sendPage(reply, webRoot));
}

/** Read anew each time: a build may come while the agent runs. */
async function sendPage(reply: FastifyReply, webRoot: string): Promise<FastifyReply> {
  const html = await readFile(join(webRoot, 'index.html'), 'utf8').catch(() => undefined);
  return sendHtml(reply, html === undefined ? 503 : 200, html ?? NO_SCREENS);
}

/** Sends a page of ours, with what it may do. */
function sendHtml(reply: FastifyReply, status: number, html: string): FastifyReply {
  return reply
    .code(status)
    .header('content-security-policy', contentSecurityPolicy(html))
    .header('cache-control', 'no-cache')
    .type('text/html; charset=utf-8')
    .send(html);
}
