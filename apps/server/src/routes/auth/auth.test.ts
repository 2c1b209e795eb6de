import { DatabaseSync } from 'node:sqlite';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestClient } from '../../testing/test-client.ts';
import { openTestServer, PASSWORD, type TestServer } from '../../testing/test-server.ts';

describe('accounts and sign-in', () => {
  let server: TestServer;
  let anyone: TestClient;
  beforeAll(async () => {
    server = await openTestServer();
    anyone = new TestClient(server.url);
  });
  afterAll(() => server.close());

  const account = { email: 'Eve@Example.org', password: PASSWORD, name: 'Eve' };

  it('makes one administrator, and one only', async () => {
    expect(await anyone.post('/auth/admin-sign-up', account)).toMatchObject({
      status: 400,
      body: { code: 'already-set-up' },
    });
    expect((await anyone.get('/server/config')).body.isInitialized).toBe(true);
  });

  it.each([
    { ...account, email: 'no address' },
    { ...account, password: 'short' },
    { ...account, name: '' },
  ])('refuses to make the account %j', async (bad) => {
    const answer = await anyone.post('/auth/admin-sign-up', bad);
    expect(answer).toMatchObject({ status: 400, body: { code: 'bad-request' } });
  });

  it('signs in without regard to the case of the address, with three cookies', async () => {
    const answer = await anyone.post('/auth/login', { email: 'ADA@example.org', password: PASSWORD });
    expect(answer).toMatchObject({ status: 201, body: { userEmail: 'ada@example.org', isAdmin: true } });
    const cookies = answer.headers.getSetCookie();
    expect(cookies).toHaveLength(3);
    expect(cookies[0]).toMatch(/^immich_access_token=[\w-]{43}; HttpOnly; Path=\/; .*SameSite=Lax$/);
    expect(cookies[2]).toMatch(/^immich_is_authenticated=true; Path=/);
    const me = await anyone.get('/users/me', { cookie: `a=b; ${cookies[0]?.split(';')[0]}` });
    expect(me).toMatchObject({ status: 200, body: { email: 'ada@example.org' } });
  });

  it('answers a wrong password and an unknown address alike', async () => {
    const wrong = await anyone.post('/auth/login', { email: 'ada@example.org', password: 'wrong' });
    const unknown = await anyone.post('/auth/login', { email: 'nobody@example.org', password: PASSWORD });
    expect(wrong.status).toBe(401);
    expect({ ...unknown.body, requestId: '' }).toEqual({ ...wrong.body, requestId: '' });
  });

  it('takes a session token in every form that clients use, and before an API key', async () => {
    const { token } = server.client;
    for (const headers of [
      { 'x-immich-user-token': token },
      { 'x-immich-session-token': token },
      { authorization: `bearer ${token}` },
      { cookie: `immich_access_token=${token}` },
      { authorization: `Bearer ${token}`, 'x-api-key': 'wrong' },
    ])
      expect((await anyone.get('/users/me', headers)).status).toBe(200);
    expect((await anyone.get(`/users/me?sessionKey=${token}`)).status).toBe(200);
    expect(
      (await anyone.post('/auth/validateToken', undefined, { cookie: `immich_access_token=${token}` })).body,
    ).toEqual({
      authStatus: true,
    });
  });

  it('refuses no token, a wrong one, and one that was logged out', async () => {
    const client = new TestClient(server.url);
    expect(await client.get('/users/me')).toMatchObject({ status: 401, body: { code: 'unauthorized' } });
    expect((await client.get('/users/me', { authorization: 'Bearer wrong' })).status).toBe(401);
    await client.login('ada@example.org', PASSWORD);
    expect((await client.post('/auth/logout')).body.successful).toBe(true);
    expect((await client.get('/users/me')).status).toBe(401);
  });

  it('keeps no token and no password as it is', async () => {
    const created = await server.client.post('/api-keys', { name: 'k' });
    const database = new DatabaseSync(path.join(server.dataDir, 'keepsake.sqlite'));
    const rows = ['users', 'sessions', 'api_keys'].map((table) =>
      database.prepare(`select * from ${table}`).all(),
    );
    database.close();
    const text = JSON.stringify(rows);
    expect(text).toContain('$argon2id$v=19$m=19456,t=2,p=1$');
    for (const secret of [PASSWORD, server.client.token, created.body.secret])
      expect(text).not.toContain(secret);
  });

  it('lets an API key do what it was made for, and no more', async () => {
    const created = await server.client.post('/api-keys', {
      name: 'upload only',
      permissions: ['asset.upload', 'apiKey.create'],
    });
    expect(created.status).toBe(201);
    const key = { 'x-api-key': created.body.secret };
    expect((await anyone.post('/assets/exist', { deviceId: 'd', deviceAssetIds: [] }, key)).status).toBe(200);
    expect((await anyone.get(`/api-keys/me?apiKey=${created.body.secret}`)).body).toEqual(
      created.body.apiKey,
    );
    expect(await anyone.get('/users/me', key)).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    const stronger = await anyone.post('/api-keys', { name: 'all', permissions: ['all'] }, key);
    expect(stronger.status).toBe(403);
    const { id } = created.body.apiKey;
    expect((await server.client.list('/api-keys')).map((one) => one.id)).toContain(id);
    expect((await server.client.send('DELETE', `/api-keys/${id}`)).status).toBe(204);
    expect((await anyone.get('/api-keys/me', key)).status).toBe(401);
  });

  it('makes no key with a permission that nobody knows, and names those that count', async () => {
    const makes = (permissions: readonly string[]) =>
      server.client.post('/api-keys', { name: 'k', permissions });
    const slip = await makes(['asset.read', 'asset.uplaod']);
    expect(slip).toMatchObject({ status: 400, body: { code: 'bad-request' } });
    expect(slip.body.message).toMatch(
      /no permission asset\.uplaod\. .*all, .*asset\.upload, .*user\.update\.$/,
    );
    const { id } = (await makes(['tag.create', 'maintenance'])).body.apiKey;
    const changed = await server.client.send('PUT', `/api-keys/${id}`, { permissions: ['constructor'] });
    expect(changed.status).toBe(400);
    const kept = (await server.client.get(`/api-keys/${id}`)).body;
    expect(kept).toMatchObject({ permissions: ['tag.create', 'maintenance'] });
  });

  it("[H8] takes another user's API key for an unknown one", async () => {
    const other = await server.addClient('mallory');
    const { id } = (await server.client.post('/api-keys', { name: 'mine' })).body.apiKey;
    expect((await other.get(`/api-keys/${id}`)).status).toBe(404);
    expect((await other.send('DELETE', `/api-keys/${id}`)).status).toBe(404);
    expect((await server.client.get(`/api-keys/${id}`)).status).toBe(200);
  });

  it('refuses what another site does with a cookie, and lets programs use theirs', async () => {
    const cookie = `immich_access_token=${server.client.token}`;
    const act = async (headers: Record<string, string>): Promise<number> =>
      (await anyone.post('/albums/csrf/assets', { assetIds: [] }, { cookie, ...headers })).status;
    expect(await act({})).toBe(200);
    expect(await act({ origin: server.url })).toBe(200);
    expect(await act({ origin: 'https://evil.example' })).toBe(403);
    expect(await act({ origin: 'null' })).toBe(403);
    const bearer = { origin: 'https://evil.example', authorization: `Bearer ${server.client.token}` };
    expect(await act(bearer)).toBe(200);
  });
});

describe('the first sign-up', () => {
  it('is won by one of two that come at once', async () => {
    const server = await openTestServer({}, { isEmpty: true });
    const client = new TestClient(server.url);
    const answers = await Promise.all(
      ['a', 'b'].map((name) =>
        client.post('/auth/admin-sign-up', { email: `${name}@example.org`, password: PASSWORD, name }),
      ),
    );
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 400]);
    expect(server.rowCount('users')).toBe(1);
    await server.close();
  });
});
