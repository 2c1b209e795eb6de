import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';

const APP = join(import.meta.dirname, '../../../apps/mobile');
const BUILD = join(APP, 'dist/simulated');
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** Builds the screens over the simulated phone; for some seconds, or a minute where nothing was built before. */
export async function buildSimulated(): Promise<void> {
  await promisify(execFile)('npm', ['run', 'export:simulated'], { cwd: APP, maxBuffer: 16 * 1024 * 1024 });
}

export interface SimulatedPhone {
  readonly origin: string;
  close(): void;
}

/** Serves the build, and under `/pictures/0.jpg` and so on the photos of the phone, where there are any. */
export async function serveSimulated(pictures: readonly Uint8Array[] = []): Promise<SimulatedPhone> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://phone');
    void read(pathname).then(({ bytes, type }) => {
      response.setHeader('content-type', type).end(bytes);
    });
  });
  async function read(pathname: string): Promise<{ readonly bytes: Uint8Array; readonly type: string }> {
    const picture = pictures[Number(/^\/pictures\/(\d+)\.jpg$/.exec(pathname)?.[1])];
    if (picture !== undefined) return { bytes: picture, type: 'image/jpeg' };
    const type = TYPES[extname(pathname)];
    // What is no file is a screen's address.
    if (type === undefined) return { bytes: await readFile(join(BUILD, 'index.html')), type: 'text/html' };
    const bytes = await readFile(join(BUILD, decodeURIComponent(pathname))).catch(() => Buffer.alloc(0));
    return { bytes, type };
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
