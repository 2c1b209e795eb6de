import type { Agent, ClientRequest } from 'node:http';
import { request as requestHttps } from 'node:https';
import { BackupError } from '@keepsake/engine';
import type { HttpRequest } from '@keepsake/remote';
import { http } from './node-http.ts';

/**
 * Begins a request, whose body is still to be written.
 *
 * @throws BackupError rejected, when it cannot be written down as HTTP
 */
export function beginRequest(request: HttpRequest, agent: Agent | false, timeoutMs: number): ClientRequest {
  const { body } = request;
  const headers: Record<string, string | number> = { ...request.headers };
  if (body.kind === 'json') {
    headers['content-type'] = 'application/json';
    headers['content-length'] = Buffer.byteLength(body.text);
  } else if (body.kind === 'stream') {
    headers['content-type'] = body.contentType;
    headers['content-length'] = body.sizeBytes;
  } else if (request.method !== 'GET' && request.method !== 'HEAD') {
    headers['content-length'] = 0;
  }
  const start = request.url.startsWith('https:') ? requestHttps : http.request;
  try {
    return start(request.url, {
      method: request.method,
      headers,
      agent,
      timeout: timeoutMs,
    });
  } catch (error) {
    throw new BackupError('rejected', 'This request cannot be written down as HTTP', { cause: error });
  }
}
