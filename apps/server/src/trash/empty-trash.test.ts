import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openServer } from '../open-server.ts';
import { ServerError } from '../errors/server-error.ts';
import type { BlobStore } from '../storage/blob-store.ts';
import { openTestServer, testConfig, type TestServer } from '../testing/test-server.ts';

const DAY_MS = 24 * 3600 * 1000;

describe('what is deleted for good', () => {
  let server: TestServer;
  let isDiskStuck = false;
  let log = '';
  beforeEach(async () => {
    isDiskStuck = false;
    log = '';
    const logStream = new PassThrough();
    logStream.on('data', (chunk) => (log += String(chunk)));
    server = await openTestServer({ logLevel: 'warn' }, { decorateStore: stuckWhenAsked, logStream });
  });
  afterEach(() => server.close());

  const stuckWhenAsked = (store: BlobStore): BlobStore => {
    const remove = store.remove.bind(store);
    store.remove = (path) => (isDiskStuck ? Promise.reject(new ServerError('unavailable')) : remove(path));
    return store;
  };
  const usage = async () => (await server.client.get('/users/me')).body.quotaUsageInBytes;
  const remove = (ids: readonly string[], force: boolean) =>
    server.client.send('DELETE', '/assets', { ids, force });

  const live = {
    bytes: 'still',
    fileName: 'IMG.HEIC',
    motion: { bytes: 'moving', fileName: 'IMG.MOV' },
    sidecar: { bytes: '<x/>', fileName: 'IMG.HEIC.xmp' },
  };

  it.each([
    ['with force', true],
    ['from the trash', false],
  ])('[H13][H4] gives rows, files, names and room back: %s', async (_name, force) => {
    const { id, livePhotoVideoId } = (await server.client.upload(live)).body;
    const kept = (await server.client.upload({ bytes: 'kept', fileName: 'kept.jpg' })).body.id;
    await server.client.post('/albums', { albumName: 'Summer', assetIds: [id] });
    server.setQuota(await usage());
    expect((await remove([id], force)).status).toBe(204);
    if (!force) expect((await server.client.post('/trash/empty')).body).toEqual({ count: 1 });

    expect(await server.originals()).toEqual(['ada/2024/05/kept.jpg']);
    expect(await usage()).toBe(4);
    for (const gone of [id, livePhotoVideoId])
      expect((await server.client.get(`/assets/${gone}`)).status).toBe(404);
    expect((await server.client.get(`/assets/${kept}`)).status).toBe(200);
    for (const table of ['removals', 'album_assets', 'motion_parts', 'claims'])
      expect([table, server.rowCount(table)]).toEqual([table, 0]);
    const again = await server.client.upload(live);
    expect(again.status).toBe(201);
    expect(again.body.id).not.toBe(id);
  });

  it('[H13] is gone by itself when its days are over, at a start, and not before', async () => {
    const before = (await server.client.upload({ bytes: 'old' })).body.id;
    await server.client.upload({ bytes: 'kept', fileName: 'kept.jpg' });
    await remove([before], false);
    await server.server.close();
    const startAfterDays = (days: number) =>
      openServer(testConfig(server.dataDir), { now: () => new Date(Date.now() + days * DAY_MS) });
    const early = await startAfterDays(29.9);
    await early.close();
    expect(server.rowCount('assets')).toBe(2);
    const late = await startAfterDays(30.1);
    await expect.poll(() => server.originals()).toEqual(['ada/2024/05/kept.jpg']);
    await late.close();
    expect(server.rowCount('assets')).toBe(1);
  });

  it('[H13][H9] is gone also when its file cannot be removed yet; that is logged, and made up for', async () => {
    const { id } = (await server.client.upload({ bytes: 'stuck', fileName: 'stuck.jpg' })).body;
    isDiskStuck = true;
    expect((await remove([id], true)).status).toBe(204);
    expect(log).toContain('cannot be removed yet');
    expect(await usage()).toBe(0);
    expect(await server.originals()).toEqual(['ada/2024/05/stuck.jpg']);
    // Its name is not free yet: what comes now gets another, and is not taken for it later.
    const again = await server.client.upload({ bytes: 'stuck', fileName: 'stuck.jpg' });
    expect(again.status).toBe(201);
    await server.server.close();
    const restarted = await openServer(testConfig(server.dataDir));
    await expect.poll(() => server.originals()).toEqual(['ada/2024/05/stuck (2).jpg']);
    await expect.poll(() => server.rowCount('removals')).toBe(0);
    await restarted.close();
  });

  it('[H13] is gone batch by batch, with uploads in between', async () => {
    const uploads = await Promise.all(
      Array.from({ length: 450 }, (_, n) =>
        server.client.upload({ bytes: `many-${n}`, fileName: 'IMG.jpg' }),
      ),
    );
    await remove(
      uploads.map(({ body }) => body.id),
      false,
    );
    const [emptied, meanwhile] = await Promise.all([
      server.client.post('/trash/empty'),
      server.client.upload({ bytes: 'meanwhile', fileName: 'meanwhile.jpg' }),
    ]);
    expect(emptied.body.count).toBe(450);
    expect(meanwhile.status).toBe(201);
    expect(await server.originals()).toEqual(['ada/2024/05/meanwhile.jpg']);
  });
});
