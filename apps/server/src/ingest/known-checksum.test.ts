import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DATES, END, openRaw, part, uploadHead } from '../testing/raw-request.ts';
import { sha1 } from '../testing/test-client.ts';
import { openTestServer, type TestServer } from '../testing/test-server.ts';

describe('an upload whose checksum is known', () => {
  let server: TestServer;
  let id: string;
  const bytes = 'known bytes'.repeat(300_000);
  const form = DATES + part('assetData', bytes, 'a.mp4') + END;
  const head = form.slice(0, form.indexOf(bytes));
  beforeAll(async () => {
    server = await openTestServer();
    id = (await server.client.upload({ bytes, fileName: 'a.mp4' })).body.id;
  });
  afterAll(() => server.close());

  it('[H5] is answered before the file is sent', async () => {
    const raw = await openRaw(server);
    raw.write(uploadHead(server, form.length, { 'x-immich-checksum': sha1(bytes) }) + head);
    const answer = await raw.until('"status":"duplicate"');
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
    expect(answer).toContain(id);
    raw.socket.destroy();
  });

  it('[H5] tells a client that waits for "100 Continue" that it need not send the file', async () => {
    const raw = await openRaw(server);
    const headers = { 'x-immich-checksum': sha1(bytes, 'base64'), expect: '100-continue' };
    raw.write(uploadHead(server, form.length, headers));
    await raw.until('HTTP/1.1 100 Continue');
    raw.write(head);
    await raw.until('"status":"duplicate"');
    raw.socket.destroy();
  });

  it.each([
    ['shorter', 'known bytes'],
    ['a little shorter', bytes.slice(0, -1)],
    ['a little longer', `${bytes}.`],
    ['longer', `${bytes}${'.'.repeat(100_000)}`],
    ['far longer', bytes + bytes],
  ])('[H5] is refused when its file is %s than that, and its name is not remembered', async (_how, other) => {
    const fields = { deviceId: 'stale-device', deviceAssetId: 'edited' };
    const headers = { 'x-immich-checksum': sha1(bytes) };
    const answer = await server.client.upload({ bytes: other, fileName: 'a.mp4', fields, headers });
    expect(answer).toMatchObject({ status: 400, body: { code: 'checksum-mismatch' } });
    const asked = { deviceId: 'stale-device', deviceAssetIds: ['edited'] };
    expect((await server.client.post('/assets/exist', asked)).body.existingIds).toEqual([]);
  });

  it('[H5] is told to go on when its checksum is unknown', async () => {
    const raw = await openRaw(server);
    const body = `${DATES}${part('assetData', 'new bytes', 'a.jpg')}${END}`;
    const headers = { 'x-immich-checksum': sha1('new bytes'), expect: '100-continue' };
    raw.write(uploadHead(server, body.length, headers));
    await raw.until('HTTP/1.1 100 Continue');
    raw.write(body);
    await raw.until('"status":"created"');
    raw.socket.destroy();
  });

  it('[H5][H3] leaves the connection usable, and remembers the id that the device gave', async () => {
    const raw = await openRaw(server);
    const body = part('deviceAssetId', 'again') + part('deviceId', 'other-device') + form;
    raw.write(uploadHead(server, body.length, { 'x-immich-checksum': sha1(bytes) }));
    raw.write(body.slice(0, 500_000));
    await raw.until('"status":"duplicate"');
    raw.write(body.slice(500_000));
    raw.write('GET /api/server/ping HTTP/1.1\r\nhost: x\r\n\r\n');
    await raw.until('{"res":"pong"}');
    raw.socket.destroy();
    const exist = await server.client.post('/assets/exist', {
      deviceId: 'other-device',
      deviceAssetIds: ['again'],
    });
    expect(exist.body.existing).toEqual([
      {
        deviceAssetId: 'again',
        assetId: id,
        checksum: sha1(bytes, 'base64'),
        isTrashed: false,
        livePhotoVideoChecksum: null,
      },
    ]);
  });

  it.each([
    ['whose length is told', undefined],
    ['that is chunked', 'chunked'],
  ])(
    '[U2][H5] is read when its body %s may bring a motion part, and the part is kept',
    async (_how, chunked) => {
      const still = `a still ${chunked ?? ''}`;
      const motion = 'm'.repeat(300_000) + still;
      const alone = await server.client.upload({ bytes: still, fileName: 'IMG.HEIC' });
      const body =
        DATES + part('assetData', still, 'IMG.HEIC') + part('livePhotoData', motion, 'IMG.MOV') + END;
      const raw = await openRaw(server);
      const headers = { 'x-immich-checksum': sha1(still) };
      const sent = chunked === undefined ? body : `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`;
      raw.write(uploadHead(server, chunked === undefined ? body.length : undefined, headers) + sent);
      const answer = await raw.until('"status":"duplicate"');
      raw.socket.destroy();
      expect(answer).toMatch(/^HTTP\/1\.1 200 /);
      expect(answer).toContain(alone.body.id);
      expect(answer).toContain(`"livePhotoVideoChecksum":"${sha1(motion, 'base64')}"`);
      const { body: kept } = await server.client.get(`/assets/${alone.body.id}`);
      expect(await (await server.client.download(kept.livePhotoVideoId)).text()).toBe(motion);
    },
  );

  it('[U2][H4] is read also when its Live Photo is kept and the quota is full', async () => {
    const live = {
      bytes: 'a whole Live Photo',
      fileName: 'L.HEIC',
      motion: { bytes: 'm'.repeat(50_000), fileName: 'L.MOV' },
    };
    const first = await server.client.upload(live);
    server.setQuota(1);
    const again = await server.client.upload({ ...live, headers: { 'x-immich-checksum': sha1(live.bytes) } });
    server.setQuota(null);
    expect(again).toMatchObject({ status: 200, body: { ...first.body, status: 'duplicate' } });
  });

  it('[U2] is read when its length leaves room for a tiny motion part, and its name stands for both', async () => {
    const fields = { deviceId: 'live-device', deviceAssetId: 'live' };
    const still = { bytes: 'a still alone', fileName: 'IMG.HEIC' };
    const alone = await server.client.upload(still);
    const headers = { 'x-immich-checksum': sha1(still.bytes) };
    const motion = { bytes: 'its motion part', fileName: 'IMG.MOV' };
    const answer = await server.client.upload({ ...still, motion, fields, headers });
    const livePhotoVideoChecksum = sha1(motion.bytes, 'base64');
    expect(answer).toMatchObject({ status: 200, body: { id: alone.body.id, livePhotoVideoChecksum } });
    const asked = { deviceId: 'live-device', deviceAssetIds: ['live'] };
    expect((await server.client.post('/assets/exist', asked)).body.existingIds).toEqual(['live']);
  });

  it('[H8] is not known when another user has it', async () => {
    const other = await server.addClient('grace');
    const answer = await other.upload({ bytes, headers: { 'x-immich-checksum': sha1(bytes) } });
    expect(answer.status).toBe(201);
    expect(answer.body.id).not.toBe(id);
  });
});
