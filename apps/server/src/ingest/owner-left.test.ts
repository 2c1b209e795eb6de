import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BOUNDARY, DATES, openRaw, part, uploadHead } from '../testing/raw-request.ts';
import type { TestClient } from '../testing/test-client.ts';
import { openTestServer, type TestServer } from '../testing/test-server.ts';

describe('an upload whose owner leaves while it comes', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await openTestServer();
  });
  afterAll(() => server.close());

  it.each([
    ['disabled', 'PUT', { isDisabled: true }],
    ['removed', 'DELETE', {}],
    ['removed at once', 'DELETE', { force: true }],
  ] as const)('[H1][H8] is refused, and nothing is kept of it: %s', async (what, method, change) => {
    const name = what.replaceAll(' ', '-');
    const client = await server.addClient(name);
    const { id } = (await client.get('/users/me')).body;
    const before = await server.originals();
    const body = DATES + part('assetData', `bytes of ${name}`, 'IMG.jpg');
    const tail = `--${BOUNDARY}--\r\n`;
    const raw = await openRaw(server);
    const authorization = `Bearer ${client.token}`;
    raw.write(uploadHead(server, body.length + tail.length, { authorization }) + body);
    await expect.poll(() => server.staged()).toHaveLength(1);

    expect((await server.client.send(method, `/admin/users/${id}`, change)).status).toBe(200);
    raw.write(tail);

    expect(await raw.until('}')).toMatch(/^HTTP\/1\.1 401 /);
    raw.socket.destroy();
    expect(await server.originals()).toEqual(before);
    expect(await server.staged()).toEqual([]);
  });

  it.each([
    [
      'session ends',
      async (client: TestClient) => ({
        headers: { authorization: `Bearer ${client.token}` },
        revoke: () => client.post('/auth/logout'),
      }),
    ],
    [
      'key is deleted',
      async (client: TestClient) => {
        const { secret, apiKey } = (
          await client.post('/api-keys', { name: 'k', permissions: ['asset.upload'] })
        ).body;
        return {
          headers: { authorization: '', 'x-api-key': secret },
          revoke: () => client.send('DELETE', `/api-keys/${apiKey.id}`),
        };
      },
    ],
    [
      'key may no longer',
      async (client: TestClient) => {
        const { secret, apiKey } = (
          await client.post('/api-keys', { name: 'k', permissions: ['asset.upload'] })
        ).body;
        return {
          headers: { authorization: '', 'x-api-key': secret },
          revoke: () => client.send('PUT', `/api-keys/${apiKey.id}`, { permissions: ['asset.read'] }),
        };
      },
    ],
  ] as const)('[H8] is refused, and nothing is kept of it, when its %s', async (what, prepare) => {
    const client = await server.addClient(what.replaceAll(' ', '-'));
    const { headers, revoke } = await prepare(client);
    const before = await server.originals();
    const body = DATES + part('assetData', `bytes: ${what}`, 'IMG.jpg');
    const tail = `--${BOUNDARY}--\r\n`;
    const raw = await openRaw(server);
    raw.write(uploadHead(server, body.length + tail.length, headers) + body);
    await expect.poll(() => server.staged()).toHaveLength(1);

    expect((await revoke()).status).toBeLessThan(300);
    raw.write(tail);

    expect(await raw.until('}')).toMatch(/^HTTP\/1\.1 401 /);
    raw.socket.destroy();
    expect(await server.originals()).toEqual(before);
    await expect.poll(() => server.staged()).toEqual([]);
  });
});
