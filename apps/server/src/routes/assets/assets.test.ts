import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha1 } from '../../testing/test-client.ts';
import { openTestServer, type TestServer } from '../../testing/test-server.ts';

const UNKNOWN = '9f6c1d0a-3b52-4a77-8d57-0a3a4a8ef001';

describe('assets', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await openTestServer();
  });
  afterAll(() => server.close());

  it('[H3] answers exist from the device and its ids, in order, with what stands behind them', async () => {
    const { client } = server;
    const first = await client.upload({
      bytes: 'one',
      fields: { deviceAssetId: 'id/1 ✓', deviceId: 'phone' },
    });
    await client.upload({ bytes: 'two', fields: { deviceAssetId: 'id-2', deviceId: 'phone' } });
    await client.upload({ bytes: 'three', fields: { deviceAssetId: 'id-3', deviceId: 'tablet' } });
    const exist = await client.post('/assets/exist', {
      deviceId: 'phone',
      deviceAssetIds: ['id-3', 'id-2', 'id/1 ✓', 'id-2', 'ID-2'],
    });
    expect(exist.status).toBe(200);
    expect(exist.body.existingIds).toEqual(['id-2', 'id/1 ✓']);
    expect(exist.body.existing[1]).toEqual({
      deviceAssetId: 'id/1 ✓',
      assetId: first.body.id,
      checksum: sha1('one', 'base64'),
      isTrashed: false,
      livePhotoVideoChecksum: null,
    });
  });

  it('[H3] knows an asset by every id that it was uploaded under, and an id by its newest upload', async () => {
    const { client } = server;
    const fields = (deviceAssetId: string) => ({ deviceAssetId, deviceId: 'editor' });
    const before = await client.upload({ bytes: 'before', fields: fields('x') });
    await client.upload({ bytes: 'before', fields: fields('y') });
    const after = await client.upload({ bytes: 'after', fields: fields('x') });
    const exist = await client.post('/assets/exist', { deviceId: 'editor', deviceAssetIds: ['x', 'y'] });
    expect(exist.body.existing.map(({ assetId }) => assetId)).toEqual([after.body.id, before.body.id]);
  });

  it('accepts uploads of clients that send no device ids', async () => {
    const answer = await server.client.upload({
      bytes: 'no device',
      fields: { deviceAssetId: undefined, deviceId: undefined },
    });
    expect(answer).toMatchObject({ status: 201, body: { deviceAssetId: null } });
    expect((await server.client.get(`/assets/${answer.body.id}`)).body.deviceAssetId).toBe('');
  });

  it('takes an id in capitals for the same, in addresses and in lists', async () => {
    const { id } = (await server.client.upload({ bytes: 'capital' })).body;
    const capital = id.toUpperCase();
    expect((await server.client.get(`/assets/${capital}`)).body.id).toBe(id);
    expect((await server.client.download(capital)).status).toBe(200);
    const verified = await server.client.post('/assets/verify', { ids: [capital] });
    expect(verified.body.results[0]).toMatchObject({ asked: id, state: 'stored' });
    const { archives } = (await server.client.post('/download/info', { assetIds: [capital] })).body;
    expect(archives).toMatchObject([{ assetIds: [id] }]);
    const album = (await server.client.post('/albums', { albumName: 'A', assetIds: [capital] })).body.id;
    expect((await server.client.get(`/albums/${album.toUpperCase()}`)).body.assets).toHaveLength(1);
    expect((await server.client.send('DELETE', '/assets', { ids: [capital] })).status).toBe(204);
  });

  it('[H2] answers a bulk check by checksum, hex or base64, in order', async () => {
    const { body } = await server.client.upload({ bytes: 'bulk' });
    const check = await server.client.post('/assets/bulk-upload-check', {
      assets: [
        { id: 'a', checksum: sha1('bulk').toUpperCase() },
        { id: 'b', checksum: sha1('never seen') },
        { id: 'c', checksum: sha1('bulk', 'base64') },
      ],
    });
    const known = {
      action: 'reject',
      reason: 'duplicate',
      assetId: body.id,
      isTrashed: false,
      livePhotoVideoChecksum: null,
    };
    expect(check.body.results).toEqual([
      { id: 'a', ...known },
      { id: 'b', action: 'accept' },
      { id: 'c', ...known },
    ]);
  });

  it('[H3][H10] takes ten thousand names at once, also long ones, and no more', async () => {
    const deviceAssetIds = Array.from({ length: 10_000 }, (_, n) => `${n}-${'x'.repeat(1200)}`);
    const exist = (ids: readonly string[]) =>
      server.client.post('/assets/exist', { deviceId: 'phone', deviceAssetIds: ids });
    expect(await exist(deviceAssetIds)).toMatchObject({ status: 200, body: { existingIds: [] } });
    expect((await exist([...deviceAssetIds, 'x'])).status).toBe(400);
    const assets = Array.from({ length: 10_001 }, (_, n) => ({ id: `${n}`, checksum: sha1(`${n}`) }));
    const check = (count: number) =>
      server.client.post('/assets/bulk-upload-check', { assets: assets.slice(0, count) });
    expect((await check(10_000)).body.results).toHaveLength(10_000);
    expect((await check(10_001)).status).toBe(400);
  });

  it('gives an original back byte for byte, whole, in parts, and by name', async () => {
    const bytes = Buffer.from(Array.from({ length: 1000 }, (_, n) => n % 256));
    const { body } = await server.client.upload({ bytes, fields: { filename: 'Über "50/50" ✓.jpg' } });
    const whole = await server.client.download(body.id);
    expect(Buffer.from(await whole.arrayBuffer())).toEqual(bytes);
    expect(Object.fromEntries(whole.headers)).toMatchObject({
      'content-type': 'image/jpeg',
      'content-length': '1000',
      etag: `"${sha1(bytes)}"`,
      'accept-ranges': 'bytes',
      'x-content-type-options': 'nosniff',
    });
    expect(whole.headers.get('content-disposition')).toMatch(
      /^attachment; .*filename\*=UTF-8''.*%E2%9C%93\.jpg/,
    );

    const some = await server.client.download(body.id, { range: 'bytes=10-19' });
    expect(some.status).toBe(206);
    expect(some.headers.get('content-range')).toBe('bytes 10-19/1000');
    expect(Buffer.from(await some.arrayBuffer())).toEqual(bytes.subarray(10, 20));

    const beyond = await server.client.download(body.id, { range: 'bytes=1000-' });
    expect(beyond.status).toBe(416);
    expect(beyond.headers.get('content-range')).toBe('bytes */1000');
    expect(await beyond.json()).toMatchObject({ code: 'range-not-satisfiable' });

    const same = await server.client.download(body.id, { 'if-none-match': `"${sha1(bytes)}"` });
    expect(same.status).toBe(304);

    const head = await fetch(`${server.client.api}/assets/${body.id}/original`, {
      method: 'HEAD',
      headers: server.client.authorization,
    });
    expect(head.status).toBe(200);
    expect(head.headers.get('content-length')).toBe('1000');
  });

  it('[H9] says that it cannot, when an original is gone from the disk', async () => {
    const { body } = await server.client.upload({ bytes: 'gone', fileName: 'gone.jpg' });
    const { rm } = await import('node:fs/promises');
    await rm(`${server.dataDir}/originals/ada/2024/05/gone.jpg`);
    const answer = await server.client.download(body.id);
    expect(answer.status).toBe(503);
    expect(answer.headers.get('content-disposition')).toBeNull();
    expect(await answer.json()).toMatchObject({ code: 'original-missing' });
  });

  it('[H8] hides every asset from other users, as if it did not exist', async () => {
    const other = await server.addClient('mallory');
    const mine = await server.client.upload({
      bytes: 'private',
      fields: { deviceAssetId: 'private', deviceId: 'phone' },
    });
    for (const path of ['', '/original']) {
      const foreign = await other.get(`/assets/${mine.body.id}${path}`);
      const unknown = await other.get(`/assets/${UNKNOWN}${path}`);
      expect(foreign.status).toBe(404);
      expect({ ...foreign.body, requestId: '' }).toEqual({ ...unknown.body, requestId: '' });
    }
    const exist = await other.post('/assets/exist', { deviceId: 'phone', deviceAssetIds: ['private'] });
    expect(exist.body.existingIds).toEqual([]);
    const check = await other.post('/assets/bulk-upload-check', {
      assets: [{ id: 'a', checksum: sha1('private') }],
    });
    expect(check.body.results[0]?.action).toBe('accept');
    expect((await other.get('/assets/statistics')).body.total).toBe(0);
    expect((await other.upload({ bytes: 'private' })).status).toBe(201);
  });
});
