import { execFile } from 'node:child_process';
import { mkdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';

const HOUSE = join(import.meta.dirname, '../..');
const BUILT = join(HOUSE, 'apps/mobile/dist/simulated');
/** What `keepsake ui` fills when it builds the same screens; a second build out of it takes seconds. */
const CACHE = join(HOUSE, 'node_modules/.cache/keepsake-screens');

const HTML = 'text/html; charset=utf-8';
const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.ico': 'image/x-icon',
};
/** Where a build has its files, but for the page and its icon. */
const FOLDERS = /^\/(?:(?:assets|_expo)\/|favicon\.ico$)/;
/** Where the simulated phone has its photos' pictures, where there are any. */
const PICTURE = /^\/pictures\/(\d+)\.jpg$/;

/** Builds the page over a simulated phone, by its own command: for some seconds, or a minute where nothing was built before. */
export async function buildSimulatedPage(): Promise<void> {
  await mkdir(CACHE, { recursive: true });
  const env = { ...process.env, CI: '1', EXPO_OFFLINE: '1', EXPO_NO_TELEMETRY: '1', TMPDIR: CACHE };
  delete (env as NodeJS.ProcessEnv)['NODE_ENV'];
  await promisify(execFile)('npm', ['run', 'export:simulated', '-w', '@keepsake/mobile'], {
    cwd: HOUSE,
    env,
    maxBuffer: 16 * 1024 * 1024,
  });
}

/** Serves that page on loopback, and the pictures of its photos; every address that names no file is the page. */
export async function serveSimulatedPage(
  pictures: readonly Uint8Array[] = [],
): Promise<{ readonly origin: string; close(): void }> {
  const page = await readFile(join(BUILT, 'index.html'));
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://here').pathname);
    const send = (type: string, body: Uint8Array): void => {
      // Named by their content; the browser keeps what it compiled of them.
      const caching = type === HTML ? 'no-cache' : 'max-age=3600, immutable';
      response.writeHead(200, { 'content-type': type, 'cache-control': caching }).end(body);
    };
    const picture = pictures[Number(PICTURE.exec(path)?.[1])];
    if (picture !== undefined) {
      send('image/jpeg', picture);
      return;
    }
    // Beyond them a place may end like a file, as that of a photo does.
    const type = FOLDERS.test(path) ? TYPES[extname(path)] : undefined;
    if (type === undefined) send(HTML, page);
    else
      readFile(join(BUILT, path)).then(
        (body) => {
          send(type, body);
        },
        () => response.writeHead(404).end(),
      );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
