import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sha1 } from '../testing/test-client.ts';
import { openTestServer, type TestServer } from '../testing/test-server.ts';

const UNKNOWN = '9f6c1d0a-3b52-4a77-8d57-0a3a4a8ef001';

describe('the trash', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await openTestServer();
  });
  afterEach(() => server.close());

  const upload = async (bytes: string, headers: Record<string, string> = {}) =>
    server.client.upload({ bytes, fileName: `${bytes}.jpg`, headers });
  const live = (bytes: string, motion = `${bytes}, moving`) => ({
    bytes,
    fileName: 'IMG.HEIC',
    motion: { bytes: motion, fileName: 'IMG.MOV' },
  });
  const remove = (ids: readonly string[], force = false) =>
    server.client.send('DELETE', '/assets', { ids, force });
  const isTrashed = async (id: string) => (await server.client.get(`/assets/${id}`)).body.isTrashed;
  const trash = async (query = '') => (await server.client.get(`/trash/assets${query}`)).body;
  const totals = async () => [
    (await server.client.get('/assets/statistics')).body.total,
    (await server.client.get('/assets/statistics?isTrashed=true')).body.total,
  ];

  it('[H13] takes what is deleted, and gives it back', async () => {
    const { id } = (await upload('a')).body;
    await upload('b');
    expect((await remove([id, id])).status).toBe(204);
    expect(await isTrashed(id)).toBe(true);
    expect(await totals()).toEqual([1, 1]);
    expect((await trash()).items).toMatchObject([{ id, isTrashed: true }]);
    expect(await (await server.client.download(id)).text()).toBe('a');
    expect((await server.client.get('/users/me')).body.quotaUsageInBytes).toBe(2);

    const restored = await server.client.post('/trash/restore/assets', { ids: [id] });
    expect(restored).toMatchObject({ status: 200, body: { count: 1 } });
    expect(await isTrashed(id)).toBe(false);
    expect(await totals()).toEqual([2, 0]);
    expect((await server.client.post('/trash/restore/assets', { ids: [id] })).body.count).toBe(0);
  });

  it('[H13] takes photos out of their albums, and gives them back to them', async () => {
    const { id } = (await upload('a')).body;
    const album = (await server.client.post('/albums', { albumName: 'Summer', assetIds: [id] })).body.id;
    await remove([id]);
    expect((await server.client.get(`/albums/${album}`)).body).toMatchObject({ assetCount: 0, assets: [] });
    await server.client.post('/trash/restore');
    expect((await server.client.get(`/albums/${album}`)).body).toMatchObject({
      assetCount: 1,
      assets: [{ id }],
    });
  });

  it.each([
    ['sent whole', () => ({})],
    ['announced by its checksum', (bytes: string) => ({ 'x-immich-checksum': sha1(bytes) })],
  ])('[H13] restores under its id what is uploaded again, %s', async (_name, headers) => {
    const { id } = (await upload('a')).body;
    await remove([id]);
    const exist = { deviceId: 'device-1', deviceAssetIds: ['asset-1'] };
    expect((await server.client.post('/assets/exist', exist)).body.existing).toMatchObject([
      { assetId: id, isTrashed: true },
    ]);
    const check = { assets: [{ id: 'x', checksum: sha1('a') }] };
    expect((await server.client.post('/assets/bulk-upload-check', check)).body.results).toMatchObject([
      { assetId: id, isTrashed: true },
    ]);
    expect(await upload('a', headers('a'))).toMatchObject({ status: 200, body: { id, status: 'duplicate' } });
    expect(await isTrashed(id)).toBe(false);
  });

  it('[H13] restores what comes again once, also when it comes many times at one moment', async () => {
    const { id } = (await upload('a')).body;
    await remove([id]);
    const headers = { 'x-immich-checksum': sha1('a') };
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) => upload('a', n % 2 === 0 ? headers : {})),
    );
    for (const answer of answers) expect(answer).toMatchObject({ status: 200, body: { id } });
    expect(await isTrashed(id)).toBe(false);
    expect(server.rowCount('assets')).toBe(1);
  });

  it('[H13][U2] moves a Live Photo with its motion part, and restores it with it', async () => {
    const first = (await server.client.upload(live('still'))).body;
    await remove([first.id, first.livePhotoVideoId]);
    expect(await isTrashed(first.livePhotoVideoId)).toBe(true);
    expect((await trash()).items.map(({ id }) => id)).toEqual([first.id]);
    const again = await server.client.upload({
      ...live('still'),
      headers: { 'x-immich-checksum': sha1('still') },
    });
    expect(again).toMatchObject({ status: 200, body: { livePhotoVideoId: first.livePhotoVideoId } });
    expect(await isTrashed(first.livePhotoVideoId)).toBe(false);
    await remove([first.id]);
    expect((await server.client.post('/trash/restore')).body.count).toBe(1);
    expect([await isTrashed(first.id), await isTrashed(first.livePhotoVideoId)]).toEqual([false, false]);
  });

  it('[H13][U2] leaves a motion part that another photo outside the trash has too', async () => {
    const one = (await server.client.upload(live('one', 'shared'))).body;
    const two = (await server.client.upload(live('two', 'shared'))).body;
    expect(two.livePhotoVideoId).toBe(one.livePhotoVideoId);
    await remove([one.id], true);
    expect(await isTrashed(two.livePhotoVideoId)).toBe(false);
    expect(await (await server.client.download(two.livePhotoVideoId)).text()).toBe('shared');
    await remove([two.id]);
    expect(await isTrashed(two.livePhotoVideoId)).toBe(true);
    await server.client.post('/trash/empty');
    expect(await server.originals()).toEqual([]);
  });

  it('[H13][U2] brings a video out of the trash that comes as the motion part of a photo', async () => {
    const video = (await server.client.upload({ bytes: 'video', fileName: 'IMG.MOV' })).body;
    await remove([video.id]);
    const still = await server.client.upload(live('still', 'video'));
    expect(still.body.livePhotoVideoId).toBe(video.id);
    expect(await isTrashed(video.id)).toBe(false);
  });

  it('[H13][U2] deletes no half of a Live Photo', async () => {
    const { livePhotoVideoId } = (await server.client.upload(live('still'))).body;
    for (const force of [false, true])
      expect(await remove([livePhotoVideoId], force)).toMatchObject({
        status: 400,
        body: { code: 'bad-request' },
      });
    expect(await isTrashed(livePhotoVideoId)).toBe(false);
  });

  it('[H13] keeps a motion part that was sent again by itself, and shows it when its photo is gone', async () => {
    const first = (await server.client.upload(live('still'))).body;
    await remove([first.id]);
    await server.client.upload({ bytes: 'still, moving', fileName: 'IMG.MOV' });
    expect([await isTrashed(first.id), await isTrashed(first.livePhotoVideoId)]).toEqual([true, false]);
    await server.client.post('/trash/empty');
    expect((await server.client.get(`/assets/${first.livePhotoVideoId}`)).body).toMatchObject({
      visibility: 'timeline',
      isTrashed: false,
    });
    expect(await (await server.client.download(first.livePhotoVideoId)).text()).toBe('still, moving');
  });

  it('[H13][H8] does nothing at all when one of the ids is unknown, or as well somebody else’s', async () => {
    const other = await server.addClient('mallory');
    const foreign = (await other.upload({ bytes: 'theirs' })).body.id;
    const mine = (await upload('mine')).body.id;
    const without = ({ body }: Awaited<ReturnType<typeof remove>>) => ({ ...body, requestId: '' });
    for (const force of [false, true]) {
      const unknown = await remove([mine, UNKNOWN], force);
      expect(unknown).toMatchObject({ status: 404, body: { code: 'not-found' } });
      expect(without(await remove([mine, foreign], force))).toEqual(without(unknown));
    }
    expect(await isTrashed(mine)).toBe(false);
    await remove([mine]);
    const restore = (id: string) => server.client.post('/trash/restore/assets', { ids: [mine, id] });
    expect(without(await restore(foreign))).toEqual(without(await restore(UNKNOWN)));
    expect(await isTrashed(mine)).toBe(true);
    expect((await other.post('/trash/restore')).body.count).toBe(0);
    expect((await other.post('/trash/empty')).body.count).toBe(0);
    expect((await other.get('/trash/assets')).body.items).toEqual([]);
    expect(await isTrashed(mine)).toBe(true);
  });

  it('[H13] is listed page by page, each asset once', async () => {
    const uploads = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((bytes) => upload(bytes)));
    const ids = uploads.map(({ body }) => body.id);
    await remove(ids.slice(0, 3));
    await remove(ids.slice(3));
    const seen: string[] = [];
    let cursor: string | null = '';
    for (let pages = 0; cursor !== null && pages < 4; pages++) {
      const page = await trash(`?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`);
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect(cursor).toBeNull();
    expect(seen.toSorted()).toEqual(ids.toSorted());
    expect((await server.client.get('/trash/assets?cursor=x')).status).toBe(400);
  });
});
