import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openServer, type OpenServer } from '../open-server.ts';
import { filesBelow } from '../testing/files-below.ts';
import { DATES, END, openRaw, part, uploadHead } from '../testing/raw-request.ts';
import { sha1, TestClient } from '../testing/test-client.ts';
import { openTestServer, PASSWORD, testConfig, type TestServer } from '../testing/test-server.ts';

const DAY_MS = 24 * 3600 * 1000;

let server: TestServer;
let nowMs: number;
const now = (): Date => new Date(nowMs);
beforeEach(async () => {
  nowMs = Date.parse('2026-03-01T12:00:00.000Z');
  server = await openTestServer({}, { now });
});
afterEach(() => server.close());

const idOf = async (client: TestClient): Promise<string> => (await client.get('/users/me')).body.id;

describe('users, as administrators see them', () => {
  it('are created with a quota, listed, read, changed', async () => {
    const created = await server.client.post('/admin/users', {
      email: 'Bob@Example.org',
      password: PASSWORD,
      name: 'Bob',
      quotaSizeInBytes: 1000,
    });
    const bob = { email: 'bob@example.org', name: 'Bob', isAdmin: false, status: 'active', deletedAt: null };
    expect(created).toMatchObject({ status: 201, body: { ...bob, shouldChangePassword: true } });
    const { id } = created.body;
    expect((await server.client.get(`/admin/users/${id}`)).body).toEqual(created.body);
    expect(await server.client.list('/admin/users')).toMatchObject([{ email: 'ada@example.org' }, bob]);
    const changes = { name: 'Robert', email: 'rob@example.org', quotaSizeInBytes: null, isAdmin: true };
    const changed = await server.client.send('PUT', `/admin/users/${id}`, changes);
    expect(changed).toMatchObject({ status: 200, body: { id, ...changes } });
    const rob = new TestClient(server.url);
    expect((await rob.login('rob@example.org', PASSWORD)).body).toMatchObject({ isAdmin: true });
    expect((await rob.get(`/admin/users/${id}`)).status).toBe(200);
  });

  it('[H8] are not taken over, nor made administrators, by a key that may not do everything', async () => {
    const bob = await idOf(await server.addClient('bob'));
    const ada = await idOf(server.client);
    const carol = { email: 'carol@example.org', password: PASSWORD, name: 'Carol' };
    const attempts: readonly [string, string, object, number][] = [
      ['POST', '/admin/users', { ...carol, isAdmin: true }, 403],
      ['PUT', `/admin/users/${bob}`, { isAdmin: true }, 403],
      ['PUT', `/admin/users/${ada}`, { isAdmin: false }, 403],
      ['PUT', `/admin/users/${ada}`, { password: 'known to the key' }, 403],
      ['PUT', `/admin/users/${ada}`, { email: 'key@example.org' }, 403],
      ['PUT', `/admin/users/${ada}`, { name: 'Ada L.' }, 200],
      ['PUT', `/admin/users/${bob}`, { password: 'another password', isAdmin: false }, 200],
      ['POST', '/admin/users', carol, 201],
    ];
    const permissions = ['adminUser.create', 'adminUser.read', 'adminUser.update', 'adminUser.delete'];
    const { secret } = (await server.client.post('/api-keys', { name: 'limited', permissions })).body;
    const keyed = { 'x-api-key': secret, authorization: '' };
    for (const [method, path, body, status] of attempts)
      expect([path, body, (await server.client.send(method, path, body, keyed)).status]).toEqual([
        path,
        body,
        status,
      ]);
    expect((await server.client.get(`/admin/users/${bob}`)).body).toMatchObject({ isAdmin: false });
    const all = (await server.client.post('/api-keys', { name: 'all', permissions: ['all'] })).body.secret;
    const byAll = { 'x-api-key': all, authorization: '' };
    expect((await server.client.send('PUT', `/admin/users/${bob}`, { isAdmin: true }, byAll)).status).toBe(
      200,
    );
  });

  it('take the default quota when none is named, and keep everything under a quota that is below it', async () => {
    const bob = await server.addClient('bob');
    await bob.upload({ bytes: 'twelve bytes' });
    const id = await idOf(bob);
    const limited = await server.client.send('PUT', `/admin/users/${id}`, { quotaSizeInBytes: 5 });
    expect(limited).toMatchObject({ status: 200, body: { quotaSizeInBytes: 5, quotaUsageInBytes: 12 } });
    expect((await bob.get('/assets/statistics')).body.total).toBe(1);
    expect(await bob.upload({ bytes: 'another one', fileName: 'b.jpg' })).toMatchObject({
      body: { code: 'quota-exceeded' },
    });
    const known = { 'x-immich-checksum': sha1('twelve bytes') };
    expect((await bob.upload({ bytes: 'twelve bytes', headers: known })).status).toBe(200);
  });

  it.each<[string, object, number]>([
    ['an address that is taken', { email: 'ADA@example.org' }, 409],
    ['a short password', { password: '1234567' }, 400],
    ['a negative quota', { quotaSizeInBytes: -1 }, 400],
    ['no name', { name: '' }, 400],
  ])('are not created or changed with %s', async (_what, change, status) => {
    const bob = await idOf(await server.addClient('bob'));
    const good = { email: 'new@example.org', password: PASSWORD, name: 'New' };
    expect((await server.client.post('/admin/users', { ...good, ...change })).status).toBe(status);
    expect((await server.client.send('PUT', `/admin/users/${bob}`, change)).status).toBe(status);
    expect(server.rowCount('users')).toBe(2);
  });

  it('always include one who can administer', async () => {
    const ada = await idOf(server.client);
    const path = `/admin/users/${ada}`;
    const refused = { status: 409, body: { code: 'conflict' } };
    const takeRight = [
      () => server.client.send('PUT', path, { isDisabled: true }),
      () => server.client.send('PUT', path, { isAdmin: false }),
      () => server.client.send('DELETE', path, { force: true }),
      () => server.client.send('DELETE', path),
    ];
    for (const take of takeRight) expect(await take()).toMatchObject(refused);
    const bob = await idOf(await server.addClient('bob'));
    await server.client.send('PUT', `/admin/users/${bob}`, { isAdmin: true, isDisabled: true });
    for (const take of takeRight) expect(await take()).toMatchObject(refused);
    await server.client.send('PUT', `/admin/users/${bob}`, { isDisabled: false });
    expect((await takeRight[1]?.())?.status).toBe(200);
    expect((await server.client.get('/admin/users')).status).toBe(403);
  });

  it('get a password that ends their sessions', async () => {
    const bob = await server.addClient('bob');
    const id = await idOf(bob);
    await server.client.send('PUT', `/admin/users/${id}`, { password: 'a new password' });
    expect((await bob.get('/users/me')).status).toBe(401);
    expect((await bob.login('bob@example.org', PASSWORD)).status).toBe(401);
    expect((await bob.login('bob@example.org', 'a new password')).status).toBe(201);
  });

  it('keep the session of the administrator who sets the own password', async () => {
    const other = new TestClient(server.url);
    await other.login('ada@example.org', PASSWORD);
    await server.client.send('PUT', `/admin/users/${await idOf(other)}`, { password: 'a new password' });
    expect((await server.client.get('/users/me')).status).toBe(200);
    expect((await other.get('/users/me')).status).toBe(401);
  });
});

describe('a disabled user', () => {
  it('[H8] is refused with session, key and password, until enabled; old sessions stay ended', async () => {
    const bob = await server.addClient('bob');
    const { secret } = (await bob.post('/api-keys', { name: 'k' })).body;
    const anyone = new TestClient(server.url);
    const withKey = async () => (await anyone.get('/users/me', { 'x-api-key': secret })).status;
    const path = `/admin/users/${await idOf(bob)}`;
    expect(await withKey()).toBe(200);
    expect((await server.client.send('PUT', path, { isDisabled: true })).body).toMatchObject({
      isDisabled: true,
      status: 'active',
    });
    expect((await bob.get('/users/me')).status).toBe(401);
    expect(await withKey()).toBe(401);
    const refused = await anyone.post('/auth/login', { email: 'bob@example.org', password: PASSWORD });
    expect(refused.status).toBe(401);
    expect(refused.body.message).toContain('disabled');
    const wrong = await anyone.post('/auth/login', { email: 'bob@example.org', password: 'wrong' });
    expect(wrong.body.message).not.toContain('disabled');
    await server.client.send('PUT', path, { isDisabled: false });
    expect((await bob.get('/users/me')).status).toBe(401);
    expect(await withKey()).toBe(200);
    expect((await bob.login('bob@example.org', PASSWORD)).status).toBe(201);
  });
});

describe('a removed user', () => {
  let bob: TestClient;
  let path: string;
  const files = () => filesBelow(`${server.dataDir}/originals`);
  beforeEach(async () => {
    bob = await server.addClient('bob');
    path = `/admin/users/${await idOf(bob)}`;
    await server.client.upload({ bytes: 'of ada', fileName: 'ada.jpg' });
    await bob.upload({
      bytes: 'still',
      fileName: 'live.heic',
      motion: { bytes: 'motion', fileName: 'live.mov' },
      sidecar: { bytes: '<x/>', fileName: 'live.heic.xmp' },
    });
    await bob.upload({ bytes: 'of bob', fileName: 'bob.jpg', fields: { deviceAssetId: '2' } });
    await bob.post('/albums/Holidays/assets', { assetIds: [] });
  });

  it('[H8] is refused at once, keeps everything for the delay, and can be restored', async () => {
    const removed = await server.client.send('DELETE', path);
    expect(removed.body).toMatchObject({ status: 'removing', deletedAt: '2026-03-01T12:00:00.000Z' });
    expect((await bob.get('/users/me')).status).toBe(401);
    expect((await bob.login('bob@example.org', PASSWORD)).body.message).toContain('removed');
    expect(await server.client.list('/admin/users')).toHaveLength(1);
    expect(await server.client.list('/admin/users?withDeleted=true')).toHaveLength(2);
    const again = { email: 'bob@example.org', password: PASSWORD, name: 'Bob' };
    expect((await server.client.post('/admin/users', again)).body.message).toContain('being removed');

    nowMs += 7 * DAY_MS - 1;
    server = await restarted(server);
    expect(await files()).toHaveLength(5);
    await server.client.login('ada@example.org', PASSWORD);
    expect((await server.client.post(`${path}/restore`)).body).toMatchObject({
      status: 'active',
      deletedAt: null,
    });
    const back = new TestClient(server.url);
    await back.login('bob@example.org', PASSWORD);
    expect((await back.get('/assets/statistics')).body.total).toBe(2);
    nowMs += DAY_MS;
    server = await restarted(server);
    expect(await files()).toHaveLength(5);
  });

  it('[H1] is deleted with rows and files when the delay is over, and nobody else is', async () => {
    await server.client.send('DELETE', path);
    nowMs += 7 * DAY_MS;
    await server.client.login('ada@example.org', PASSWORD);
    const late = await server.client.post(`${path}/restore`);
    expect(late).toMatchObject({ status: 409, body: { code: 'conflict' } });
    server = await restarted(server);
    await expect.poll(() => server.rowCount('users')).toBe(1);
    expect(await files()).toEqual(['ada/2024/05/ada.jpg']);
    for (const [table, rows] of Object.entries({ assets: 1, albums: 0, device_assets: 1, removals: 0 }))
      expect([table, server.rowCount(table)]).toEqual([table, rows]);
    await server.client.login('ada@example.org', PASSWORD);
    expect((await server.client.get('/assets/statistics')).body.total).toBe(1);
  });

  it('is deleted at once where the server has no delay', async () => {
    const hasty = await openTestServer({ userDeleteDelayMs: 0 }, { now });
    try {
      const bob = await hasty.addClient('bob');
      await bob.upload({ bytes: 'his' });
      expect((await hasty.client.send('DELETE', `/admin/users/${await idOf(bob)}`)).status).toBe(200);
      await expect.poll(() => hasty.rowCount('users')).toBe(1);
      await expect.poll(() => hasty.originals()).toEqual([]);
    } finally {
      await hasty.close();
    }
  });

  it('is deleted at once by force, without a restart, and the address is free again', async () => {
    const forced = await server.client.send('DELETE', path, { force: true });
    expect(forced.body).toMatchObject({ status: 'deleted' });
    await expect.poll(() => server.rowCount('users')).toBe(1);
    await expect.poll(files).toEqual(['ada/2024/05/ada.jpg']);
    expect((await server.client.get(path)).status).toBe(404);
    expect((await server.client.send('DELETE', path)).status).toBe(404);
    await server.addClient('bob');
    expect(server.rowCount('users')).toBe(2);
  });

  it.each([1_000_000, null])(
    '[H9] keeps nothing of an upload that was under way, with a quota of %s',
    async (quotaSizeInBytes) => {
      await server.client.send('PUT', path, { quotaSizeInBytes });
      const raw = await openRaw(server);
      const body = DATES + part('assetData', 'slowly sent', 'slow.jpg') + END;
      raw.write(uploadHead(server, body.length, bob.authorization));
      raw.write(body.slice(0, -25));
      await expect.poll(() => server.staged()).toHaveLength(1);
      await server.client.send('DELETE', path, { force: true });
      await expect.poll(() => server.rowCount('users')).toBe(1);
      raw.write(body.slice(-25));
      expect(await raw.until('requestId')).toMatch(/^HTTP\/1\.1 (?:401|503) /);
      await expect.poll(() => server.staged()).toEqual([]);
      await expect.poll(files).toEqual(['ada/2024/05/ada.jpg']);
      expect(server.rowCount('claims')).toBe(0);
      raw.socket.destroy();
    },
  );

  it('[H9] is told so by an upload of unknown length that asks for more room', async () => {
    await server.client.send('PUT', path, { quotaSizeInBytes: 100_000_000 });
    const raw = await openRaw(server);
    const chunk = (text: string): string => `${text.length.toString(16)}\r\n${text}\r\n`;
    raw.write(uploadHead(server, undefined, bob.authorization));
    raw.write(chunk(DATES + part('assetData', 'slowly', 'slow.jpg').slice(0, -2)));
    await expect.poll(() => server.staged()).toHaveLength(1);
    await server.client.send('DELETE', path, { force: true });
    await expect.poll(() => server.rowCount('users')).toBe(1);
    raw.write(chunk('x'.repeat(9 * 1024 * 1024)));
    expect(await raw.until('requestId')).toMatch(/^HTTP\/1\.1 401 /);
    await expect.poll(() => server.staged()).toEqual([]);
    raw.socket.destroy();
  });

  it('is deleted at the date that was told first, however often it is asked for', async () => {
    await server.client.send('DELETE', path);
    nowMs += 6 * DAY_MS;
    await server.client.send('DELETE', path);
    nowMs += DAY_MS;
    server = await restarted(server);
    await expect.poll(() => server.rowCount('users')).toBe(1);
  });

  /** The same data folder under a new server, which sweeps at its start. */
  async function restarted(before: TestServer): Promise<TestServer> {
    await before.server.close();
    const opened: OpenServer = await openServer(testConfig(before.dataDir), { now });
    return {
      ...before,
      server: opened,
      url: opened.url,
      client: new TestClient(opened.url),
      close: async () => {
        await opened.close();
        await before.close();
      },
    };
  }
});
