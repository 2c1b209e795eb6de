import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRaw } from '../testing/raw-request.ts';
import { openTestServer, type TestServer } from '../testing/test-server.ts';

const GARBAGE = '\0garbage\r\n\r\n';
/** More than the system takes for a connection that nobody reads. */
const LARGE = Buffer.alloc(32 * 1024 * 1024, 'an original ');

describe('what is not HTTP', () => {
  let server: TestServer;
  let largeId: string;
  beforeAll(async () => {
    server = await openTestServer();
    largeId = (await server.client.upload({ bytes: LARGE })).body.id;
  });
  afterAll(() => server.close());

  it.each([
    ['by itself', ''],
    ['behind a whole answer', 'GET /api/server/ping HTTP/1.1\r\nhost: x\r\n\r\n'],
  ])('[H9] is answered with 400 in the form of every error: %s', async (_where, before) => {
    const raw = await openRaw(server);
    raw.write(before);
    if (before !== '') await raw.until('{"res":"pong"}');
    raw.write(GARBAGE);
    expect(await raw.until('"requestId"')).toMatch(/HTTP\/1\.1 400 [\s\S]*"code":"bad-request"/);
    await raw.closed;
  });

  it('[H9] ends an answer that is being sent, and writes nothing into it', async () => {
    const raw = await openRaw(server);
    raw.socket.pause();
    let received = '';
    raw.socket.on('data', (chunk) => (received = (received + chunk.toString('latin1')).slice(-2000)));
    raw.write(
      `GET /api/assets/${largeId}/original HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${server.client.token}\r\n\r\n`,
    );
    await once(raw.socket, 'readable');
    raw.write(GARBAGE);
    // What came before on other connections is done with when these are answered.
    for (let count = 0; count < 3; count++) await server.client.get('/server/ping');
    raw.socket.resume();
    await raw.closed;
    expect(received).not.toContain('HTTP/1.1 400');
    expect(received).toMatch(/^[an original]+$/);
  });
});
