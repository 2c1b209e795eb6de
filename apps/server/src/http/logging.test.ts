import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Readable, Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ServerError } from '../errors/server-error.ts';
import type { BlobStore } from '../storage/blob-store.ts';
import { openRaw, part, uploadHead } from '../testing/raw-request.ts';
import { ResumableClient } from '../testing/resumable-client.ts';
import type { TestAnswer } from '../testing/test-client.ts';
import { openTestServer, PASSWORD, type TestServer } from '../testing/test-server.ts';
import { loggerOptions } from './logging.ts';

type Line = Readonly<Record<string, unknown>>;

describe('the log', () => {
  let log: string;
  let server: TestServer;
  let availableBytes: number;
  let isBreaking = false;
  const breakingWhenAsked = (store: BlobStore): BlobStore => {
    const open = store.open.bind(store);
    store.open = async (file) => {
      const blob = await open(file);
      return isBreaking ? { ...blob, read: (range) => Readable.from(breakOff(blob.read(range))) } : blob;
    };
    return store;
  };
  async function* breakOff(bytes: Readable): AsyncGenerator<Buffer> {
    for await (const chunk of bytes) {
      yield chunk as Buffer;
      throw new ServerError('unavailable', 'the disk gave up');
    }
  }
  beforeEach(async () => {
    log = '';
    availableBytes = 1e9;
    const logStream = new Writable({
      write(chunk, _encoding, done) {
        log += String(chunk);
        done();
      },
    });
    const diskSpace = async () => ({ totalBytes: 1e9, usedBytes: 1e9 - availableBytes, availableBytes });
    server = await openTestServer(
      { logLevel: 'debug', minFreeBytes: 1e6 },
      { logStream, diskSpace, decorateStore: breakingWhenAsked },
    );
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

  it('has a line for an address that cannot be read', async () => {
    const answer = await fetch(`${server.url}/api/albums/%E0%A4%A?apiKey=key`);
    const id = answer.headers.get('x-request-id');
    await expect
      .poll(() => lines().filter(({ reqId, msg }) => reqId === id && msg === 'answered'))
      .toMatchObject([{ route: 'none', status: 400 }]);
  });

  it('has one line, without a key, for a download whose client vanishes', async () => {
    const key = (await server.client.post('/api-keys', { name: 'key', permissions: ['all'] })).body.secret;
    const bytes = Buffer.alloc(8 * 1024 * 1024, 'x');
    const { id } = (await server.client.upload({ bytes, fileName: 'large.mp4' })).body;
    const album = (await server.client.post('/albums', { albumName: 'a', assetIds: [id] })).body.id;
    for (const target of [`assets/${id}/original`, `albums/${album}/archive`]) {
      const connection = await openRaw(server);
      log = '';
      connection.write(`GET /api/${target}?apiKey=${key} HTTP/1.1\r\nhost: x\r\n\r\n`);
      await connection.until('200 OK');
      connection.socket.destroy();
      await expect
        .poll(lines, { timeout: 10_000 })
        .toMatchObject([{ level: 30, msg: 'answered', status: 200, brokeOff: true, from: '127.0.0.1' }]);
      // Whatever else is written of it is there before the next request is answered.
      await server.client.get('/server/ping');
      await expect
        .poll(() => lines().map(({ msg, route }) => [msg, route]))
        .toEqual([
          ['answered', expect.stringContaining(':id')],
          ['answered', '/api/server/ping'],
        ]);
      expect(log).not.toContain(key);
    }
  });

  it('says why a download broke off where no answer can any more', async () => {
    const bytes = Buffer.alloc(1024 * 1024, 'x');
    const { id } = (await server.client.upload({ bytes, fileName: 'large.mp4' })).body;
    isBreaking = true;
    log = '';
    const answer = await server.client.download(id);
    expect(answer.status).toBe(200);
    await expect(answer.arrayBuffer()).rejects.toThrow();
    isBreaking = false;
    await expect
      .poll(() => lines().map(({ level, msg }) => [level, msg]))
      .toEqual([
        [50, 'an answer broke off'],
        [30, 'answered'],
      ]);
    expect(log).toContain('the disk gave up');
  });

  it('cuts the query of an address in what libraries write', () => {
    const options = loggerOptions('info', new Writable());
    const cut = options === false ? String : options.hooks.streamWrite;
    const message = 'Sent? "/api/x?a="\\&apiKey=Secret" (GET) at /api/y?sessionKey=Secret\n  at z';
    expect(JSON.parse(cut(JSON.stringify({ message })))).toEqual({
      message: 'Sent? "/api/x?… (GET) at /api/y?…\n  at z',
    });
  });

  const failures = (): Line[] => lines().filter(({ msg }) => msg === 'request failed');

  /** Asks while the database lacks a table. */
  async function without<T>(table: string, ask: () => Promise<T>): Promise<T> {
    const database = new DatabaseSync(path.join(server.dataDir, 'keepsake.sqlite'));
    database.exec(`alter table ${table} rename to lost`);
    try {
      return await ask();
    } finally {
      database.exec(`alter table lost rename to ${table}`);
      database.close();
    }
  }

  it.each([
    ['an address is read', 'albums', () => server.client.get('/albums')],
    ['JSON was sent', 'albums', () => server.client.post('/albums', { albumName: 'Summer' })],
    ['a photo was sent', 'assets', () => server.client.upload({ bytes: 'a photo' })],
    [
      'a resumable upload was sent',
      'assets',
      () => new ResumableClient(server.client).create(Buffer.from('a video')),
    ],
  ])('says why the server failed where the answer does not, when %s', async (_when, table, ask) => {
    const answer = await without<Pick<TestAnswer, 'status' | 'body'>>(table, ask);
    expect(answer).toMatchObject({ status: 503, body: { code: 'unavailable' } });
    expect(JSON.stringify(answer.body)).not.toContain('no such table');
    expect(failures()).toMatchObject([{ reqId: answer.body.requestId, err: { code: 'unavailable' } }]);
    expect(JSON.stringify(failures())).toContain('no such table');
  });

  it.each([
    ['a photo', () => server.client.upload({ bytes: 'a photo' })],
    ['a resumable upload', () => new ResumableClient(server.client).create(Buffer.from('a video'))],
  ])('says of %s that the disk is full', async (_what, send) => {
    availableBytes = 0;
    const answer = await send();
    expect(answer.status).toBe(507);
    expect(failures()).toMatchObject([{ reqId: answer.body.requestId, err: { code: 'disk-full' } }]);
  });

  it('says once that the disk is full, and again when it was not meanwhile', async () => {
    const send = async (bytes: string) => (await server.client.upload({ bytes })).status;
    availableBytes = 0;
    for (let n = 0; n < 3; n += 1) expect(await send('refused')).toBe(507);
    expect(failures()).toMatchObject([{ err: { code: 'disk-full' } }]);
    expect(lines().filter(({ level }) => Number(level) > 30)).toHaveLength(1);
    availableBytes = 1e9;
    expect(await send('kept')).toBe(201);
    availableBytes = 0;
    expect(await send('refused')).toBe(507);
    expect(failures()).toHaveLength(2);
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
    expect(failures()).not.toEqual([]);
    expect(log).not.toMatch(/Secret\d/);
    for (const known of [client.token, made.body.secret, PASSWORD]) expect(log).not.toContain(known);
  });
});
