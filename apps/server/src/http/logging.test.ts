import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openRaw, part, uploadHead } from '../testing/raw-request.ts';
import { openTestServer, PASSWORD, type TestServer } from '../testing/test-server.ts';

type Line = Readonly<Record<string, unknown>>;

describe('the log', () => {
  let log: string;
  let server: TestServer;
  beforeEach(async () => {
    log = '';
    const logStream = new Writable({
      write(chunk, _encoding, done) {
        log += String(chunk);
        done();
      },
    });
    server = await openTestServer({ logLevel: 'debug' }, { logStream });
  });
  afterEach(() => server.close());

  const lines = (): Line[] =>
    log
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Line);

  async function raw(text: string): Promise<void> {
    const connection = await openRaw(server);
    connection.write(text);
    await connection.until('"requestId"');
    connection.socket.destroy();
  }

  it('has a line for each request, by route, with the id that its answer has', async () => {
    const answer = await server.client.get('/albums/00000000-0000-4000-8000-000000000000');
    const id = answer.headers.get('x-request-id');
    expect(answer.body.requestId).toBe(id);
    expect(lines().filter(({ reqId }) => reqId === id)).toMatchObject([
      { msg: 'request refused', code: 'not-found' },
      { msg: 'answered', method: 'GET', route: '/api/albums/:id', status: 404, from: '127.0.0.1' },
    ]);
    const good = await server.client.get('/users/me');
    const line = lines().find(({ reqId }) => reqId === good.headers.get('x-request-id'));
    expect(line).toMatchObject({ status: 200, user: good.body.id });
  });

  it('says why the server failed, where the answer does not', async () => {
    const database = new DatabaseSync(path.join(server.dataDir, 'keepsake.sqlite'));
    database.exec('alter table albums rename to lost');
    const answer = await server.client.get('/albums');
    database.exec('alter table lost rename to albums');
    database.close();
    expect(answer.status).toBe(503);
    expect(JSON.stringify(answer.body)).not.toContain('no such table');
    const line = lines().find(({ msg }) => msg === 'request failed');
    expect(line).toMatchObject({ reqId: answer.body.requestId, err: { code: 'unavailable' } });
    expect(JSON.stringify(line)).toContain('no such table');
  });

  it('[H8] holds no secret, by whatever way it came and whatever went wrong', async () => {
    let sent = 0;
    const secret = (): string => `Secret${++sent}x${'0123456789'.repeat(3)}`;
    const { url, client } = server;
    const addresses = ['users/me', 'nothing-here', 'albums/no-uuid', 'albums/%E0%A4%A', 'auth/login'];
    for (const address of addresses) {
      for (const header of ['x-immich-user-token', 'x-immich-session-token', 'x-api-key'])
        await fetch(`${url}/api/${address}`, { headers: { [header]: secret() } });
      await fetch(`${url}/api/${address}`, { headers: { authorization: `Bearer ${secret()}` } });
      await fetch(`${url}/api/${address}`, { headers: { cookie: `immich_access_token=${secret()}` } });
      for (const parameter of ['sessionKey', 'apiKey'])
        await fetch(`${url}/api/${address}?${parameter}=${secret()}`, { method: 'PUT' });
    }
    const password = (): Promise<unknown> =>
      client.post('/auth/login', { email: 'ada@example.org', password: secret() });
    await password();
    await client.post('/auth/login', { email: 7, password: secret() });
    await client.post('/auth/admin-sign-up', { email: 'b@example.org', password: secret(), name: 'B' });
    const change = { password: secret(), newPassword: secret() };
    await client.post('/auth/change-password', change);
    const made = await client.post('/api-keys', { name: 'key', permissions: ['all'] });
    for (const body of [`{"password": "${secret()}", }`, `"${secret()}`, `password=${secret()}`])
      await fetch(`${url}/api/auth/login`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      });

    await raw(`GET /api/users/me?sessionKey=${secret()} HTTP/1.1\r\nno header at all ${secret()}\r\n\r\n`);
    await raw(`GET / HTTP/1.1\r\nhost: x\r\nauthorization: ${secret().repeat(600)}\r\n\r\n`);
    const broken = part('assetData', secret(), `${secret()}.exe`);
    await raw(uploadHead(server, broken.length, { 'x-api-key': secret() }) + broken);

    const database = new DatabaseSync(path.join(server.dataDir, 'keepsake.sqlite'));
    for (const table of ['users', 'sessions', 'api_keys']) {
      database.exec(`alter table ${table} rename to lost`);
      await password();
      await fetch(`${url}/api/users/me?apiKey=${secret()}`);
      await fetch(`${url}/api/users/me`, { headers: { authorization: `Bearer ${client.token}` } });
      database.exec(`alter table lost rename to ${table}`);
    }
    database.close();

    expect(sent).toBeGreaterThan(50);
    expect(lines().some(({ msg }) => msg === 'request failed')).toBe(true);
    expect(log).not.toMatch(/Secret\d/);
    for (const known of [client.token, made.body.secret, PASSWORD]) expect(log).not.toContain(known);
  });
});
