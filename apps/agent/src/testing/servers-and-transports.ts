import { createServer, type RequestListener } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { BackupError } from '@keepsake/engine';
import { createFetchTransport, type HttpTransport } from '@keepsake/remote';
import { platformOfNode } from '@keepsake/testkit';
import { onTestFinished } from 'vitest';
import { openNodeHttpTransport, type NodeHttpTransport } from '../net/node-http-transport.ts';

/** The address of a real HTTP server, for as long as the test runs. */
export const serve = (
  script: (...call: Parameters<RequestListener>) => void | Promise<void>,
): Promise<string> => listen(createServer((request, response) => void script(request, response)));

/** A server below HTTP, for what no HTTP server does. */
export const serveTcp = (onSocket: (socket: Socket) => void): Promise<string> =>
  listen(createTcpServer(onSocket));

/** Its address; it ends with the test. */
export async function listen(server: Server): Promise<string> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

/** The computer's own transport, for as long as the test runs. */
export function openTransport(stallTimeoutMs = 5_000): NodeHttpTransport {
  const transport = openNodeHttpTransport({ stallTimeoutMs });
  onTestFinished(() => {
    transport.close();
  });
  return transport;
}

/** The one over `fetch`, which phones have. */
export const openFetchTransport = (stallTimeoutMs = 5_000): HttpTransport =>
  createFetchTransport(platformOfNode(stallTimeoutMs));

/** The code that a piece of work failed with; what it returned where it did not. */
export async function codeOf(work: Promise<unknown>): Promise<unknown> {
  try {
    return { returned: await work };
  } catch (error) {
    return error instanceof BackupError ? error.code : error;
  }
}
