import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha1 } from '../testing/test-client.ts';
import { openTestServer, type TestServer } from '../testing/test-server.ts';

describe('a video that is also the motion part of a photo', () => {
  let server: TestServer;
  let count = 0;
  beforeAll(async () => {
    server = await openTestServer();
  });
  afterAll(() => server.close());

  /** The bytes of a still and of a video that no other test has. */
  function pair() {
    count += 1;
    return { still: `still-${count}`, clip: `clip-${count}`, name: `name-${count}` };
  }

  async function visibilityOf(id: string): Promise<string> {
    return (await server.client.get(`/assets/${id}`)).body.visibility;
  }

  async function isKept(id: string): Promise<boolean> {
    return (await server.client.get(`/assets/${id}`)).status === 200;
  }

  async function remove(id: string, force = true): Promise<void> {
    const { status } = await server.client.send('DELETE', '/assets', { ids: [id], force });
    expect(status).toBe(204);
  }

  it.each([true, false])(
    '[U2][H13] stays when the photo goes, having come first (for good: %s)',
    async (force) => {
      const { still, clip, name } = pair();
      const fields = { deviceAssetId: name };
      const video = (await server.client.upload({ bytes: clip, fileName: 'a clip.mov', fields })).body;
      const motion = { bytes: clip, fileName: 'IMG.MOV' };
      const photo = (await server.client.upload({ bytes: still, fileName: 'IMG.HEIC', motion })).body;
      expect(photo.livePhotoVideoId).toBe(video.id);
      expect(await visibilityOf(video.id)).toBe('timeline');
      await remove(photo.id, force);
      expect((await server.client.get(`/assets/${video.id}`)).body).toMatchObject({ isTrashed: false });
    },
  );

  it.each(['a header that names its checksum', 'its bytes'])(
    '[U2][H13] is shown, and stays, when it comes by itself after the photo, by %s',
    async (way) => {
      const { still, clip } = pair();
      const motion = { bytes: clip, fileName: 'IMG.MOV' };
      const photo = (await server.client.upload({ bytes: still, fileName: 'IMG.HEIC', motion })).body;
      const check = await server.client.post('/assets/bulk-upload-check', {
        assets: [{ id: 'clip', checksum: sha1(clip) }],
      });
      expect(check.body.results).toMatchObject([
        { action: 'accept', assetId: photo.livePhotoVideoId, isMotionPart: true },
      ]);
      const headers = way === 'its bytes' ? {} : { 'x-immich-checksum': sha1(clip) };
      const alone = await server.client.upload({ bytes: clip, fileName: 'a clip.mov', headers });
      expect(alone).toMatchObject({ status: 200, body: { id: photo.livePhotoVideoId } });
      expect(await visibilityOf(alone.body.id)).toBe('timeline');
      await remove(photo.id);
      expect(await isKept(alone.body.id)).toBe(true);
    },
  );

  it('[U2] is only hidden when its owner deletes it while the photo needs it', async () => {
    const { still, clip } = pair();
    const video = (await server.client.upload({ bytes: clip, fileName: 'a clip.mov' })).body;
    const motion = { bytes: clip, fileName: 'IMG.MOV' };
    const photo = (await server.client.upload({ bytes: still, fileName: 'IMG.HEIC', motion })).body;
    await remove(video.id);
    expect(await visibilityOf(video.id)).toBe('hidden');
    await remove(photo.id);
    expect(await isKept(video.id)).toBe(false);
  });

  it('[H13] is not what is hidden for its owner’s own reasons: that is counted, and downloaded', async () => {
    const { body: before } = await server.client.get('/assets/statistics');
    const fields = { visibility: 'hidden' };
    const { id } = (await server.client.upload({ bytes: 'a secret', fileName: 'S.jpg', fields })).body;
    expect((await server.client.get('/assets/statistics')).body.total).toBe(before.total + 1);
    const me = (await server.client.get('/users/me')).body;
    const { body: download } = await server.client.post('/download/info', { userId: me.id });
    expect(JSON.stringify(download)).toContain(id);
  });

  it('[H14] is hidden when it was sent first under the name of the photo that follows', async () => {
    const { still, clip, name } = pair();
    const fields = { deviceAssetId: name };
    const video = (await server.client.upload({ bytes: clip, fileName: 'IMG.MOV', fields })).body;
    const linked = { ...fields, livePhotoVideoId: video.id };
    await server.client.upload({ bytes: still, fileName: 'IMG.HEIC', fields: linked });
    expect(await visibilityOf(video.id)).toBe('hidden');
  });
});
