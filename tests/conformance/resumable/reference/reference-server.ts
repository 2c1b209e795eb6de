import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answer, refuse, type Call } from './answers.ts';
import type { Fault } from './faults.ts';
import { appendUpload } from './append-upload.ts';
import { cancelUpload, createUpload, describeServer, retrieveOffset } from './handle-upload.ts';
import type { StoredUpload } from './stored-upload.ts';

/** A server that runs. */
export interface ReferenceServer {
  /** To which uploads are sent. */
  readonly url: URL;
  /** The value of Authorization that every request needs. */
  readonly authorization: string;
  close(): Promise<void>;
}

/** How many uploads are remembered; beyond these the oldest are forgotten. */
const MOST_UPLOADS = 500;

/**
 * Starts a server of the draft that keeps everything in memory and makes nothing of what it gets. It is what the suite
 * is tried on, with and without faults; it is no example of a server that keeps what it is given.
 */
export async function openReferenceServer(faults: readonly Fault[] = []): Promise<ReferenceServer> {
  const uploads = new Map<string, StoredUpload>();
  const token = randomUUID();
  const wrong = new Set(faults);
  const route = (request: IncomingMessage, response: ServerResponse): void => {
    const call = { request, response, faults: wrong };
    request.on('error', () => undefined);
    routeCall(call, uploads, `Bearer ${token}`).catch(() => response.destroy());
    for (const id of [...uploads.keys()].slice(0, -MOST_UPLOADS)) uploads.delete(id);
  };
  const server = http.createServer(route);
  if (wrong.has('omits-continue')) server.on('checkContinue', route);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: new URL(`http://127.0.0.1:${port}/uploads`),
    authorization: `Bearer ${token}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function routeCall(
  call: Call,
  uploads: Map<string, StoredUpload>,
  authorization: string,
): Promise<void> {
  const { request, faults } = call;
  const { pathname } = new URL(request.url ?? '/', 'http://reference');
  const isOpen = faults.has(pathname === '/uploads' ? 'creates-for-all' : 'open-to-all');
  if (request.headers.authorization !== authorization && !isOpen) return refuse(call, 401);
  if (pathname === '/uploads') {
    if (request.method === 'OPTIONS') return describeServer(call);
    if (request.method === 'POST') return createUpload(call, uploads);
    return answer(call, 405, { allow: 'OPTIONS, POST' });
  }
  const id = pathname.slice('/uploads/'.length);
  const isGuessed = (known: string): boolean =>
    faults.has('finds-by-prefix') && known.slice(0, 8) === id.slice(0, 8);
  const upload = uploads.get(id) ?? uploads.get([...uploads.keys()].find(isGuessed) ?? '');
  if (upload === undefined) return refuse(call, 404);
  switch (request.method) {
    case 'HEAD':
      return retrieveOffset(call, upload);
    case 'PATCH':
      return appendUpload(call, upload, uploads);
    case 'DELETE':
      return cancelUpload(call, upload, uploads);
    default:
      return answer(call, 405, { allow: 'HEAD, PATCH, DELETE' });
  }
}
