import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { BackupError, CancelSource } from '@keepsake/engine';
import { afterEach, describe, expect, it } from 'vitest';
import { createFetchTransport } from './fetch-transport.ts';
import { awaitsFirstAccount, signOut, signUpFirst } from './sign-in.ts';
import { signInWith, type Login } from './sign-in-with.ts';

const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

interface Seen {
  readonly request: string;
  readonly authorization: string | undefined;
  readonly body: string;
}

/** A server that answers everything alike, and what it was asked. */
async function serve(status: number, answer: unknown): Promise<{ url: string; seen: Seen[] }> {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => (body += text));
    request.on('end', () => {
      const { authorization } = request.headers;
      seen.push({ request: `${request.method ?? ''} ${request.url ?? ''}`, authorization, body });
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanups.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}

const transport = createFetchTransport({
  fetch: (url, init) => fetch(url, init as RequestInit),
  createAbortController: () => new AbortController(),
  streamBody: (chunks) => ReadableStream.from(chunks),
  clock: { now: () => 0, sleep: () => new Promise(() => undefined) },
  stallTimeoutMs: 1_000,
});
const live = (): CancelSource => new CancelSource();

async function codeOf(work: Promise<unknown>): Promise<unknown> {
  try {
    return { returned: await work };
  } catch (error) {
    return error instanceof BackupError ? error.code : error;
  }
}

describe('signOut', () => {
  it('[E1] ends the session of this very token', async () => {
    const { url, seen } = await serve(200, { successful: true, redirectUri: '' });
    await signOut(transport, url, 'a-token', live());
    expect(seen).toEqual([{ request: 'POST /api/auth/logout', authorization: 'Bearer a-token', body: '' }]);
  });

  it('[E1] is content with a session that is over, and tells when the server could not be told', async () => {
    const over = await serve(401, { message: 'Authentication required' });
    expect(await codeOf(signOut(transport, over.url, 'a-token', live()))).toEqual({ returned: undefined });
    const broken = await serve(503, { message: 'Starting' });
    expect(await codeOf(signOut(transport, broken.url, 'a-token', live()))).toBe('server-error');
    expect(await codeOf(signOut(transport, 'http://127.0.0.1:1', 'a-token', live()))).toBe('network');
    expect(await codeOf(signOut(transport, 'http://127.0.0.1:1', 'no\ntoken', live()))).toEqual({
      returned: undefined,
    });
    const other = await serve(200, { hello: 'world' });
    expect(await codeOf(signOut(transport, other.url, 'a-token', live()))).toBe('bad-answer');
  });
});

it.each<Login>([
  { kind: 'password', email: 'ada@example.org', password: 'right' },
  { kind: 'api-key', secret: 'a-key' },
  { kind: 'first-account', name: 'Ada', email: 'ada@example.org', password: 'right' },
])('[E1] too many tries are no wrong words: $kind', async (login) => {
  const { url } = await serve(429, { message: 'Wait.' });
  const outcome = await signInWith(login, { transport, url, signal: live() });
  expect(outcome).toEqual({ kind: 'too-many-tries', retryAfterMs: undefined });
});

describe('the first account', () => {
  const account = { name: 'Ada', email: 'ada@example.org', password: 'correct horse' };

  it('[E6] is awaited only by a server that says so', async () => {
    for (const [status, answer, expected] of [
      [200, { isInitialized: false }, true],
      [200, { isInitialized: true }, false],
      [200, {}, false],
      [404, { message: 'Not found' }, false],
    ] as const) {
      const { url, seen } = await serve(status, answer);
      expect({ answer, awaits: await awaitsFirstAccount(transport, url, live()) }).toEqual({
        answer,
        awaits: expected,
      });
      expect(seen[0]?.request).toBe('GET /api/server/config');
    }
    expect(await codeOf(awaitsFirstAccount(transport, 'http://127.0.0.1:1', live()))).toBe('network');
  });

  it('[E1] is made, or refused with what the server says', async () => {
    const made = await serve(201, { id: '3f0f2bfa-6d5e-4d56-9b1f-0a3f7a4ce1aa' });
    expect(await signUpFirst(transport, made.url, account, live())).toEqual({ kind: 'signed-up' });
    expect(made.seen[0]?.request).toBe('POST /api/auth/admin-sign-up');
    expect(JSON.parse(made.seen[0]?.body ?? '')).toEqual(account);

    const late = await serve(400, { message: 'The server already has an admin' });
    const refused = await signUpFirst(transport, late.url, account, live());
    expect(refused).toEqual({
      kind: 'refused',
      detail: expect.stringContaining('already has an admin') as string,
    });
    const broken = await serve(503, { message: 'Starting' });
    expect(await codeOf(signUpFirst(transport, broken.url, account, live()))).toBe('server-error');
  });
});
