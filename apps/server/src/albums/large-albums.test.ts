import path from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabaseInUse } from '../database/open-database.ts';
import { unsearched } from '../database/unsearched.ts';
import { valuesOf } from '../database/values-of.ts';
import { fillLibrary } from '../testing/fill-library.ts';
import { openRaw } from '../testing/raw-request.ts';
import { openTestServer, type TestServer } from '../testing/test-server.ts';

const COUNT = 6000;

describe('a library of any size', () => {
  let server: TestServer;
  let albumId: string;
  let ids: readonly string[];
  beforeAll(async () => {
    server = await openTestServer();
    ({ albumId, ids } = fillLibrary(server, COUNT));
  });
  afterAll(() => server.close());

  it('[H10] is shown as an album, whole and newest first, while others are answered', async () => {
    let isDone = false;
    const album = server.client.get(`/albums/${albumId}`).finally(() => (isDone = true));
    let others = 0;
    for (; !isDone; others += 1) await server.client.get('/server/ping');
    const { body } = await album;
    expect(body).toMatchObject({
      assetCount: COUNT,
      albumThumbnailAssetId: ids[0],
      startDate: '2024-01-01T00:00:00.000Z',
      endDate: new Date(Date.parse('2024-01-01T00:00:00Z') + (COUNT - 1) * 60_000).toISOString(),
    });
    expect(body.assets.map(({ id }) => id)).toEqual(ids);
    expect(others).toBeGreaterThan(10);
  });

  it('[H10] is planned as archives, newest first, while others are answered', async () => {
    const me = (await server.client.get('/users/me')).body.id;
    let isDone = false;
    const wanted = { userId: me, archiveSize: 4000 };
    const info = server.client.post('/download/info', wanted).finally(() => (isDone = true));
    let others = 0;
    for (; !isDone; others += 1) await server.client.get('/server/ping');
    const { totalSize, archives } = (await info).body;
    expect([totalSize, ...archives.map(({ size }) => size)]).toEqual([COUNT, 4000, 2000]);
    expect(archives.flatMap(({ assetIds }) => assetIds)).toEqual(ids);
    expect(others).toBeGreaterThan(5);
  });

  it('[H10] is told to a user once at a time: who does not read on keeps nobody else waiting', async () => {
    const other = await server.addClient('grace');
    const slow = await openRaw(server);
    slow.write(
      `GET /api/albums/${albumId} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${server.client.token}\r\n\r\n`,
    );
    await slow.until('200 OK');
    slow.socket.pause();
    const second = server.client.get(`/albums/${albumId}`);
    let isAnswered = false;
    void second.then(() => (isAnswered = true));
    const theirs = (await other.get('/users/me')).body.id;
    for (let n = 0; n < 50; n += 1)
      expect((await other.post('/download/info', { userId: theirs })).body.totalSize).toBe(0);
    expect((await server.client.get(`/albums/${albumId}?withoutAssets=true`)).body.assets).toEqual([]);
    expect(isAnswered).toBe(false);
    slow.socket.destroy();
    expect((await second).body.assets).toHaveLength(COUNT);
  });

  it('[H10] is not walked through for the ids of a few', async () => {
    const db = await openDatabaseInUse(path.join(server.dataDir, 'keepsake.sqlite'));
    try {
      const plan = await db
        .selectFrom('assets')
        .selectAll()
        .where(unsearched('assets.owner_id'), '=', 'somebody')
        .where('id', 'in', valuesOf(ids.slice(0, 2)))
        .where('trashed_at', 'is', null)
        .explain(undefined, sql`query plan`);
      expect(JSON.stringify(plan)).toContain('SEARCH assets USING INDEX sqlite_autoindex_assets_1 (id=?)');
    } finally {
      await db.destroy();
    }
  });
});
