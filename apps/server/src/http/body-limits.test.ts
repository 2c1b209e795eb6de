import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BlobStore } from '../storage/blob-store.ts';
import { openRaw, type RawConnection } from '../testing/raw-request.ts';
import type { TestClient } from '../testing/test-client.ts';
import { openTestServer, type TestServer } from '../testing/test-server.ts';

const KIB = 1024;
const CONTINUE = 'HTTP/1.1 100 Continue';

describe('JSON bodies', () => {
  let server: TestServer;
  let beforeReading: Promise<undefined>;
  let reading: number;
  beforeEach(async () => {
    beforeReading = Promise.resolve(undefined);
    reading = 0;
    const decorateStore = (store: BlobStore): BlobStore => {
      const openBlob = store.open.bind(store);
      store.open = async (path) => {
        reading++;
        await beforeReading;
        return openBlob(path);
      };
      return store;
    };
    server = await openTestServer({ idleTimeoutMs: 2000 }, { decorateStore });
  });
  afterEach(() => server.close());

  const head = (path: string, headers: Readonly<Record<string, string | number>>, client?: TestClient) => {
    const all = { host: 'x', 'content-type': 'application/json', ...client?.authorization, ...headers };
    const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
    return `POST /api${path} HTTP/1.1\r\n${lines.join('')}\r\n`;
  };
  const chunk = (text: string) => `${text.length.toString(16)}\r\n${text}\r\n`;

  async function open(text: string): Promise<RawConnection> {
    const raw = await openRaw(server);
    raw.write(text);
    return raw;
  }

  it.each([
    ['16 KiB', 'from strangers', '/auth/login', 16 * KIB, false],
    ['64 KiB', 'where no list comes', '/auth/change-password', 64 * KIB, true],
    ['1 MiB', 'where ids come', '/trash/restore/assets', KIB * KIB, true],
    ['20 MiB', 'where names come', '/assets/exist', 20 * KIB * KIB, true],
  ] as const)(
    '[H9] end at %s %s, by what they announce or by what comes',
    async (_size, _where, path, limit, isSignedIn) => {
      const client = isSignedIn ? server.client : undefined;
      const announced = await open(
        head(path, { 'content-length': limit + 1, expect: '100-continue' }, client),
      );
      const refusal = await announced.until('"requestId"');
      expect(refusal).toMatch(/^HTTP\/1\.1 413 [\s\S]*"code":"payload-too-large"/);
      await announced.closed;

      const counted = await open(head(path, { 'transfer-encoding': 'chunked' }, client));
      counted.write(chunk(' '.repeat(limit + 1)));
      expect(await counted.until('"requestId"')).toMatch(/^HTTP\/1\.1 413 /);
      await counted.closed;

      const fits = await open(head(path, { 'content-length': limit, connection: 'close' }, client));
      fits.write(' '.repeat(limit));
      expect(await fits.until('"requestId"')).toMatch(/^HTTP\/1\.1 400 [\s\S]*"code":"bad-json"/);
      await fits.closed;
    },
  );

  it('[H9] are not read of who has not signed in', async () => {
    const raw = await open(head('/assets/exist', { 'content-length': KIB * KIB, expect: '100-continue' }));
    expect(await raw.until('"requestId"')).toMatch(/^HTTP\/1\.1 401 /);
    raw.socket.destroy();
  });

  it.each([
    ['/assets', 415],
    ['/nowhere', 404],
    ['/server/ping', 405],
  ])('[H9] are not waited for at %s, which takes none', async (path, status) => {
    const raw = await open(head(path, { 'content-length': 50 * KIB * KIB }, server.client));
    expect(await raw.until('"requestId"')).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    raw.socket.destroy();
  });

  it('[H9] wait unread for their turn when they are large, two at once and one of each user', async () => {
    const users = [server.client, await server.addClient('bea'), await server.addClient('cy')] as const;
    const body = JSON.stringify({ deviceAssetIds: ['a'.repeat(8000)], deviceId: 'd' }).padEnd(70 * KIB);
    const ask = { 'content-length': body.length, expect: '100-continue' };
    const [first, again, second, third] = [
      await open(head('/assets/exist', ask, users[0])),
      await open(head('/assets/exist', ask, users[0])),
      await open(head('/assets/exist', ask, users[1])),
      await open(head('/assets/exist', ask, users[2])),
    ];
    let told = '';
    again.socket.on('data', () => (told += 'again '));
    third.socket.on('data', () => (told += 'third '));
    await Promise.all([first.until(CONTINUE), second.until(CONTINUE)]);
    // A small one has no need to wait.
    expect((await users[0].post('/assets/exist', { deviceAssetIds: [], deviceId: 'd' })).status).toBe(200);
    expect(told).toBe('');

    second.write(body);
    await second.until('"existingIds"');
    await third.until(CONTINUE);
    expect(told).toBe('third ');
    // Who hangs up while it is read gives the turn back as well.
    first.socket.destroy();
    await again.until(CONTINUE);
    for (const [raw] of [[again], [third]] as const) {
      raw.write(body);
      expect(await raw.until('"existingIds"')).toContain('HTTP/1.1 200 ');
      raw.socket.destroy();
    }
    second.socket.destroy();
  });

  it('[H9] wait for nobody whose originals are being read again, but their own', async () => {
    const users = [server.client, await server.addClient('bea')] as const;
    const ids = await Promise.all(
      users.map(async (user, n) => (await user.upload({ bytes: `to be read again by ${n}` })).body.id),
    );
    const { promise: mayRead, resolve: letRead } = Promise.withResolvers<undefined>();
    beforeReading = mayRead;
    const long = await Promise.all(
      users.map((user, n) => {
        const body = JSON.stringify({ ids: [ids[n]], checksums: [], deep: true }).padEnd(70 * KIB);
        return open(head('/assets/verify', { 'content-length': body.length }, user) + body);
      }),
    );
    await expect.poll(() => reading).toBe(2);
    const names = JSON.stringify({ deviceAssetIds: [], deviceId: 'd' }).padEnd(70 * KIB);
    const ask = { 'content-length': names.length, expect: '100-continue' };
    // Without a length it may be large as well.
    const chunked = { 'transfer-encoding': 'chunked', expect: '100-continue' };
    const own = await open(head('/assets/exist', chunked, server.client));
    let told = '';
    own.socket.on('data', () => (told += 'own'));
    const others = await open(head('/assets/exist', ask, await server.addClient('cy')));
    await others.until(CONTINUE);
    others.write(names);
    expect(await others.until('"existingIds"')).toContain('HTTP/1.1 200 ');
    expect(told).toBe('');
    // Who waits for a turn is not cut for its silence, as this one is.
    await (
      await open('')
    ).closed;
    expect(told).toBe('');
    letRead(undefined);
    for (const raw of long) expect(await raw.until('"results"')).toContain('HTTP/1.1 200 ');
    await own.until(CONTINUE);
    for (const { socket } of [...long, own, others]) socket.destroy();
  });

  it('[H9] that drip in are cut, however busily', async () => {
    const raw = await open(head('/auth/login', { 'content-length': 1000 }));
    const dripping = setInterval(() => raw.socket.writable && raw.write(' '), 100);
    try {
      expect(await raw.until('"requestId"')).toMatch(/^HTTP\/1\.1 408 [\s\S]*"code":"request-timeout"/);
      await raw.closed;
    } finally {
      clearInterval(dripping);
    }
  });

  it.each([
    ['lists within lists', '['.repeat(9_000_000) + ']'.repeat(9_000_000)],
    ['more values than any request has', `[${'[],'.repeat(6_000_000)}[]]`],
  ])('[H9] of %s are refused before they are parsed', async (_name, body) => {
    const raw = await open(head('/assets/exist', { 'content-length': body.length }, server.client));
    raw.write(body);
    const before = performance.eventLoopUtilization();
    expect(await raw.until('"requestId"')).toMatch(
      /^HTTP\/1\.1 413 [\s\S]*"message":"The body has too many values\."/,
    );
    expect(performance.eventLoopUtilization(before).active).toBeLessThan(1000);
    await raw.closed;
  });
});
