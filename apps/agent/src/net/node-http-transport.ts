import { Agent as HttpsAgent } from 'node:https';
import { throwIfCancelled } from '@keepsake/engine';
import type { HttpRequest, HttpTransport } from '@keepsake/remote';
import { HttpExchange } from './http-exchange.ts';
import { http } from './node-http.ts';
import { trustAsTheComputer } from './trust-as-the-computer.ts';

export interface NodeHttpOptions {
  /** Connections to one server at the same time; further requests wait for one. Default 16. */
  readonly maxConnections?: number;
  /** After so long without a byte in either direction a request is given up (U6). Default 30 s. */
  readonly stallTimeoutMs?: number;
}

/** To be closed, which ends what is still on its way. */
export interface NodeHttpTransport extends HttpTransport {
  close(): void;
}

/** Opens a transport over Node's own HTTP client, which keeps connections for the next request. */
export function openNodeHttpTransport(options: NodeHttpOptions = {}): NodeHttpTransport {
  const { maxConnections = 16, stallTimeoutMs = 30_000 } = options;
  const settings = { keepAlive: true, maxSockets: maxConnections, maxFreeSockets: maxConnections };
  const plain = new http.Agent(settings);
  const secure = new HttpsAgent(settings);
  return {
    send: async (request, signal) => {
      throwIfCancelled(signal);
      const isSecure = request.url.startsWith('https:');
      if (isSecure) trustAsTheComputer();
      const agent = isSecure ? secure : plain;
      const first = new HttpExchange(request, { agent, stallTimeoutMs }, signal);
      try {
        return await first.answer;
      } catch (error) {
        // The server had closed this idle connection, and the request crossed that on the way. Every body can be read
        // again; a new connection cannot be stale.
        if (!first.wasStale) throw error;
        throwIfCancelled(signal);
        return new HttpExchange(beyond(first.sentBytes, request), { agent: false, stallTimeoutMs }, signal)
          .answer;
      }
    },
    close: () => {
      plain.destroy();
      secure.destroy();
    },
  };
}

/** The same request, whose progress goes on where the first attempt's ended. */
function beyond(sentBytes: number, request: HttpRequest): HttpRequest {
  const { onBytesSent } = request;
  if (onBytesSent === undefined) return request;
  return {
    ...request,
    onBytesSent: (bytes) => {
      if (bytes > sentBytes) onBytesSent(bytes);
    },
  };
}
