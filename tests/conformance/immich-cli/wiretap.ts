import { createServer, request as send, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';

/** One request that went by. */
export interface TappedRequest {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  /** Of its body. */
  readonly sentBytes: number;
}

/** Stands between a client and a server, and changes nothing. */
export interface Wiretap {
  readonly url: string;
  /** What was answered since the last call, in the order of the answers. */
  take(): readonly TappedRequest[];
  close(): Promise<void>;
}

/** Opens a way to a server on which every request is counted. */
export async function openWiretap(serverUrl: string): Promise<Wiretap> {
  let tapped: TappedRequest[] = [];
  const server = createServer((request, response) => {
    forward(serverUrl, request, response).then(
      (done) => tapped.push(done),
      () => response.destroy(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    take() {
      const taken = tapped;
      tapped = [];
      return taken;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

async function forward(
  serverUrl: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<TappedRequest> {
  const { method = '', url: path = '', headers } = request;
  const onward = send(new URL(path, serverUrl), { method, headers });
  let sentBytes = 0;
  request.on('data', (chunk: Uint8Array) => (sentBytes += chunk.length));
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    onward.once('response', resolve).once('error', reject);
  });
  await Promise.all([pipeline(request, onward), answered]);
  const answer = await answered;
  const status = answer.statusCode ?? 0;
  response.writeHead(status, answer.headers);
  await pipeline(answer, response);
  return { method, path, status, sentBytes };
}
