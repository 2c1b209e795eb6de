import { once } from 'node:events';
import net from 'node:net';
import type { TestServer } from './test-server.ts';

/** A TCP connection to a server, for what no HTTP client would do. */
export interface RawConnection {
  readonly socket: net.Socket;
  write(text: string | Buffer): void;
  /** Resolves with everything received so far, once it contains this text. */
  until(text: string): Promise<string>;
  /** Resolves when the server has hung up. */
  readonly closed: Promise<unknown>;
}

export async function openRaw(server: Pick<TestServer, 'url'>): Promise<RawConnection> {
  const { hostname, port } = new URL(server.url);
  const socket = net.connect(Number(port), hostname);
  await once(socket, 'connect');
  let received = '';
  const waiting = new Set<() => void>();
  socket.on('data', (chunk) => {
    received += chunk.toString('latin1');
    for (const check of waiting) check();
  });
  socket.on('error', () => undefined);
  return {
    socket,
    write: (text) => void socket.write(text),
    until: (text) =>
      new Promise((resolve) => {
        const check = (): void => {
          if (!received.includes(text)) return;
          waiting.delete(check);
          resolve(received);
        };
        waiting.add(check);
        check();
      }),
    closed: once(socket, 'close'),
  };
}

export const BOUNDARY = 'a-boundary';

/** One part of a multipart body. */
export function part(name: string, content: string, fileName?: string): string {
  const file = fileName === undefined ? '' : `; filename="${fileName}"`;
  const type = fileName === undefined ? '' : 'Content-Type: application/octet-stream\r\n';
  return `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"${file}\r\n${type}\r\n${content}\r\n`;
}

export const END = `--${BOUNDARY}--\r\n`;

/** The required fields. */
export const DATES =
  part('fileCreatedAt', '2024-05-06T07:08:09Z') + part('fileModifiedAt', '2024-05-06T07:08:09Z');

/** The head of an upload; without a length it is chunked. */
export function uploadHead(
  server: TestServer,
  lengthBytes: number | undefined,
  headers: Readonly<Record<string, string>> = {},
): string {
  const all = {
    host: new URL(server.url).host,
    authorization: `Bearer ${server.client.token}`,
    'content-type': `multipart/form-data; boundary=${BOUNDARY}`,
    ...(lengthBytes === undefined
      ? { 'transfer-encoding': 'chunked' }
      : { 'content-length': String(lengthBytes) }),
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `POST /api/assets HTTP/1.1\r\n${lines.join('')}\r\n`;
}
