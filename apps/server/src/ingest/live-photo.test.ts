import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha1 } from '../testing/test-client.ts';
import { openTestServer, type TestServer } from '../testing/test-server.ts';

describe('Live Photos', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await openTestServer();
  });
  afterAll(() => server.close());

  const motion = (bytes: string) => ({ bytes, fileName: 'IMG.MOV' });

  it('[U2] keeps both parts of one request, the motion part hidden behind its still', async () => {
    const answer = await server.client.upload({
      bytes: 'still-1',
      fileName: 'IMG.HEIC',
      motion: motion('motion-1'),
    });
    expect(answer).toMatchObject({
      status: 201,
      body: { checksum: sha1('still-1', 'base64'), livePhotoVideoChecksum: sha1('motion-1', 'base64') },
    });
    const still = (await server.client.get(`/assets/${answer.body.id}`)).body;
    expect(still.livePhotoVideoId).toBe(answer.body.livePhotoVideoId);
    const hidden = (await server.client.get(`/assets/${still.livePhotoVideoId}`)).body;
    expect(hidden).toMatchObject({ type: 'VIDEO', visibility: 'hidden', originalFileName: 'IMG.MOV' });
    expect((await server.client.get('/assets/statistics')).body).toEqual({ images: 1, videos: 0, total: 1 });
  });

  it('[U2] says in both checks which motion part is linked to a still', async () => {
    const fields = { deviceId: 'checker', deviceAssetId: 'live' };
    await server.client.upload({ bytes: 'still-7', fileName: 'I.HEIC', motion: motion('motion-7'), fields });
    const linked = { livePhotoVideoChecksum: sha1('motion-7', 'base64') };
    const check = await server.client.post('/assets/bulk-upload-check', {
      assets: [{ id: 'a', checksum: sha1('still-7') }],
    });
    expect(check.body.results).toMatchObject([{ action: 'reject', ...linked }]);
    const asked = { deviceId: 'checker', deviceAssetIds: ['live'] };
    const exist = await server.client.post('/assets/exist', asked);
    expect(exist.body.existing).toMatchObject([{ checksum: sha1('still-7', 'base64'), ...linked }]);
  });

  it('[U2][H2] answers the same Live Photo again with the first ids', async () => {
    const live = { bytes: 'still-2', fileName: 'IMG.HEIC', motion: motion('motion-2') };
    const first = await server.client.upload(live);
    const again = await server.client.upload(live);
    expect(again.status).toBe(200);
    expect(again.body).toEqual({ ...first.body, status: 'duplicate' });
    const byHeader = await server.client.upload({
      ...live,
      headers: { 'x-immich-checksum': sha1('still-2') },
    });
    expect(byHeader.body).toEqual(again.body);
  });

  it('[U2] gives a still that came alone its motion part later', async () => {
    const alone = await server.client.upload({ bytes: 'still-3', fileName: 'IMG.HEIC' });
    const whole = await server.client.upload({
      bytes: 'still-3',
      fileName: 'IMG.HEIC',
      motion: motion('motion-3'),
    });
    expect(whole).toMatchObject({
      status: 200,
      body: { id: alone.body.id, livePhotoVideoChecksum: sha1('motion-3', 'base64') },
    });
  });

  it('[A8][U2] keeps an edited motion part beside the first one, and shows the one that came last', async () => {
    const live = { bytes: 'still-8', fileName: 'IMG.HEIC' };
    const first = await server.client.upload({ ...live, motion: motion('motion-8a') });
    const edited = await server.client.upload({ ...live, motion: motion('motion-8b') });
    expect(edited).toMatchObject({
      status: 200,
      body: { id: first.body.id, livePhotoVideoChecksum: sha1('motion-8b', 'base64') },
    });
    const still = (await server.client.get(`/assets/${first.body.id}`)).body;
    expect(still.livePhotoVideoId).toBe(edited.body.livePhotoVideoId);
    const replaced = (await server.client.get(`/assets/${first.body.livePhotoVideoId}`)).body;
    expect(replaced).toMatchObject({ visibility: 'hidden', checksum: sha1('motion-8a', 'base64') });
    // Both are told of, the shown one first.
    const check = await server.client.post('/assets/bulk-upload-check', {
      assets: [{ id: 'a', checksum: sha1('still-8') }],
    });
    expect(check.body.results).toMatchObject([
      {
        livePhotoVideoChecksum: sha1('motion-8b', 'base64'),
        livePhotoVideoChecksums: [sha1('motion-8b', 'base64'), sha1('motion-8a', 'base64')],
      },
    ]);
    expect(still).toMatchObject({
      livePhotoVideoIds: [edited.body.livePhotoVideoId, first.body.livePhotoVideoId],
    });
    // A still that comes again without a motion part takes none away.
    const again = await server.client.upload(live);
    expect(again.body.livePhotoVideoId).toBe(edited.body.livePhotoVideoId);
  });

  it('[U2] links a motion part that was uploaded before, and hides it', async () => {
    const video = await server.client.upload({ bytes: 'motion-4', fileName: 'IMG.MOV' });
    const still = await server.client.upload({
      bytes: 'still-4',
      fileName: 'IMG.HEIC',
      fields: { livePhotoVideoId: video.body.id },
    });
    expect(still.body.livePhotoVideoId).toBe(video.body.id);
    expect((await server.client.get(`/assets/${video.body.id}`)).body.visibility).toBe('hidden');
  });

  it('[U2] is linked also when the still is kept already and its checksum announced', async () => {
    const bytes = 'a still that came alone';
    const alone = await server.client.upload({ bytes, fileName: 'S.HEIC' });
    const video = await server.client.upload({ bytes: 'its late motion part', fileName: 'S.MOV' });
    const fields = { livePhotoVideoId: video.body.id };
    const headers = { 'x-immich-checksum': sha1(bytes) };
    const answer = await server.client.upload({ bytes, fileName: 'S.HEIC', fields, headers });
    expect(answer).toMatchObject({
      status: 200,
      body: { id: alone.body.id, livePhotoVideoId: video.body.id },
    });
  });

  it.each([
    ['an empty motion part', { motion: motion('') }, 'empty-file'],
    [
      'a motion part that is no video',
      { motion: { bytes: 'x', fileName: 'x.jpg' } },
      'unsupported-file-type',
    ],
    ['a motion part that is its own still', { motion: motion('still-5') }, 'bad-field'],
    ['a motion part of a video', { fileName: 'a.mp4', motion: motion('motion-5') }, 'bad-field'],
    [
      'an unknown livePhotoVideoId',
      { fields: { livePhotoVideoId: '9f6c1d0a-3b52-4a77-8d57-0a3a4a8ef001' } },
      'bad-field',
    ],
  ])('[U2][H6] keeps neither half of %s', async (_name, changes, code) => {
    const before = await server.originals();
    const answer = await server.client.upload({ bytes: 'still-5', fileName: 'IMG.HEIC', ...changes });
    expect(answer).toMatchObject({ status: 400, body: { code } });
    expect(await server.originals()).toEqual(before);
    expect(await server.staged()).toEqual([]);
  });

  it("[H8] takes another user's video for an unknown one", async () => {
    const other = await server.addClient('grace');
    const video = await other.upload({ bytes: 'motion-6', fileName: 'IMG.MOV' });
    const answer = await server.client.upload({
      bytes: 'still-6',
      fileName: 'IMG.HEIC',
      fields: { livePhotoVideoId: video.body.id },
    });
    expect(answer).toMatchObject({ status: 400, body: { code: 'bad-field' } });
    expect((await other.get(`/assets/${video.body.id}`)).body.visibility).toBe('timeline');
  });
});
