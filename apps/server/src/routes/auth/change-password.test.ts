import { afterEach, beforeEach, expect, it } from 'vitest';
import { TestClient } from '../../testing/test-client.ts';
import { openTestServer, PASSWORD, type TestServer } from '../../testing/test-server.ts';

const NEXT = 'another correct horse';

let server: TestServer;
let other: TestClient;
beforeEach(async () => {
  server = await openTestServer();
  other = new TestClient(server.url);
  await other.login('ada@example.org', PASSWORD);
});
afterEach(() => server.close());

const change = (changes: object = {}) =>
  server.client.post('/auth/change-password', { password: PASSWORD, newPassword: NEXT, ...changes });

it.each([{}, { invalidateSessions: false }])(
  'ends all other sessions, whatever is asked for: %j',
  async (asked) => {
    expect(await change(asked)).toMatchObject({ status: 200, body: { email: 'ada@example.org' } });
    expect((await server.client.get('/users/me')).status).toBe(200);
    expect((await other.get('/users/me')).status).toBe(401);
    expect((await other.login('ada@example.org', PASSWORD)).status).toBe(401);
    expect((await other.login('ada@example.org', NEXT)).status).toBe(201);
  },
);

it.each([{ password: 'wrong' }, { newPassword: 'short' }, { newPassword: undefined }])(
  'changes nothing with %j',
  async (wrong) => {
    expect((await change(wrong)).status).toBe(400);
    expect((await other.get('/users/me')).status).toBe(200);
    expect((await other.login('ada@example.org', PASSWORD)).status).toBe(201);
  },
);

it('is no longer asked for once it is done', async () => {
  const account = { email: 'bob@example.org', password: PASSWORD, name: 'Bob' };
  await server.client.post('/admin/users', account);
  const bob = new TestClient(server.url);
  expect((await bob.login(account.email, PASSWORD)).body).toMatchObject({ shouldChangePassword: true });
  await bob.post('/auth/change-password', { password: PASSWORD, newPassword: NEXT });
  expect((await bob.login(account.email, NEXT)).body).toMatchObject({ shouldChangePassword: false });
});

it('opens no session with the old password while it is being changed', async () => {
  for (let round = 0; round < 5; round++) {
    const [from, to] = round % 2 === 0 ? [PASSWORD, NEXT] : [NEXT, PASSWORD];
    const racers = Array.from({ length: 4 }, () => new TestClient(server.url));
    const [changed] = await Promise.all([
      change({ password: from, newPassword: to }),
      ...racers.map((racer) => racer.login('ada@example.org', from)),
    ]);
    expect(changed.status).toBe(200);
    for (const racer of racers) expect((await racer.get('/users/me')).status).toBe(401);
  }
});

it('lets users change name and address, and not the password in passing', async () => {
  const changed = await server.client.send('PUT', '/users/me', {
    name: 'Ada L.',
    email: 'Countess@Example.org',
  });
  expect(changed).toMatchObject({ status: 200, body: { name: 'Ada L.', email: 'countess@example.org' } });
  expect((await other.get('/users/me')).status).toBe(200);
  await server.addClient('bob');
  expect((await server.client.send('PUT', '/users/me', { email: 'bob@example.org' })).status).toBe(409);
  expect((await server.client.send('PUT', '/users/me', { password: NEXT })).status).toBe(400);
  expect(
    (await server.client.send('PUT', '/users/me', { isAdmin: false, quotaSizeInBytes: 1 })).body,
  ).toMatchObject({
    isAdmin: true,
    quotaSizeInBytes: null,
  });
});

it('lets a key be renamed and limited, and never be made stronger by a key', async () => {
  const { secret, apiKey } = (
    await server.client.post('/api-keys', { name: 'k', permissions: ['apiKey.update', 'user.read'] })
  ).body;
  const anyone = new TestClient(server.url);
  const key = { 'x-api-key': secret };
  const update = (body: object, headers: Record<string, string> = key) =>
    anyone.send('PUT', `/api-keys/${apiKey.id}`, body, headers);
  for (const permissions of [['all'], ['user.read', 'asset.read']])
    expect((await update({ permissions })).status).toBe(403);
  expect((await update({ permissions: ['user.read'] })).body).toMatchObject({ permissions: ['user.read'] });
  expect((await update({ name: 'x' })).status).toBe(403);
  const asOwner = await update({ name: 'renamed', permissions: ['all'] }, server.client.authorization);
  expect(asOwner.body).toMatchObject({ name: 'renamed', permissions: ['all'] });
  expect((await anyone.get('/albums', key)).status).toBe(200);
});
