import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a server does with a request that it has read. */
export type ServerScript = (
  request: IncomingMessage,
  response: ServerResponse,
  body: Buffer,
) => void | Promise<void>;

/** Opens a server that does what the test says. To be closed. */
export async function openScriptedServer(
  script: ServerScript,
): Promise<{ readonly url: string; close(): void }> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => void script(request, response, Buffer.concat(chunks)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Answers with JSON. */
export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

/** A script of a server that says that it is Keepsake, which can everything unless it says otherwise. */
export function asKeepsake(script: ServerScript, features: object = {}): ServerScript {
  const keepsake = {
    version: '0.1.0',
    albumsByName: true,
    existDetails: true,
    resumableUpload: true,
    verify: true,
    ...features,
  };
  return (request, response, body) => {
    if (request.url === '/api/server/features') sendJson(response, 200, { keepsake });
    else return script(request, response, body);
  };
}

/** A script of a server that says that it is this version of Immich. */
export function asImmich(major: number, script: ServerScript): ServerScript {
  return (request, response, body) => {
    if (request.url === '/api/server/features') sendJson(response, 200, { smartSearch: true });
    else if (request.url === '/api/server/version') sendJson(response, 200, { major, minor: 2, patch: 1 });
    else return script(request, response, body);
  };
}
