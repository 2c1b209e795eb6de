import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DATES, END, openRaw, part, uploadHead } from '../testing/raw-request.ts';
import { sha1 } from '../testing/test-client.ts';
import { openTestServer, type TestServer } from '../testing/test-server.ts';

describe('an upload whose checksum is known', () => {
  let server: TestServer;
  let id: string;
  const bytes = 'known bytes';
  beforeAll(async () => {
    server = await openTestServer();
    id = (await server.client.upload({ bytes, fileName: 'a.mp4' })).body.id;
  });
  afterAll(() => server.close());

  it('[H5] is answered before the body is sent', async () => {
    const raw = await openRaw(server);
    raw.write(uploadHead(server, 4_000_000_000, { 'x-immich-checksum': sha1(bytes) }));
    const answer = await raw.until('"status":"duplicate"');
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
    expect(answer).toContain(id);
    raw.socket.destroy();
  });

  it('[H5] tells a client that waits for "100 Continue" that it need not send the body', async () => {
    const raw = await openRaw(server);
    const headers = { 'x-immich-checksum': sha1(bytes, 'base64'), expect: '100-continue' };
    raw.write(uploadHead(server, 4_000_000_000, headers));
    expect(await raw.until('"status":"duplicate"')).not.toContain('100 Continue');
    raw.socket.destroy();
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
    const head = DATES + part('deviceAssetId', 'again') + part('deviceId', 'other-device');
    const body = `${head}${part('assetData', 'y'.repeat(3_000_000), 'a.jpg')}${END}`;
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

  it('[U2] does not let a name stand for a still whose motion part may be in the body', async () => {
    const fields = { deviceId: 'live-device', deviceAssetId: 'live' };
    const still = { bytes: 'a still alone', fileName: 'IMG.HEIC' };
    const alone = await server.client.upload(still);
    const headers = { 'x-immich-checksum': sha1(still.bytes) };
    const motion = { bytes: 'its motion part', fileName: 'IMG.MOV' };
    const fast = await server.client.upload({ ...still, motion, fields, headers });
    expect(fast).toMatchObject({ status: 200, body: { id: alone.body.id, livePhotoVideoChecksum: null } });
    const asked = { deviceId: 'live-device', deviceAssetIds: ['live'] };
    expect((await server.client.post('/assets/exist', asked)).body.existingIds).toEqual([]);
    await server.client.upload({ ...still, motion, fields });
    expect((await server.client.post('/assets/exist', asked)).body.existingIds).toEqual(['live']);
  });

  it('[H8] is not known when another user has it', async () => {
    const other = await server.addClient('grace');
    const answer = await other.upload({ bytes, headers: { 'x-immich-checksum': sha1(bytes) } });
    expect(answer.status).toBe(201);
    expect(answer.body.id).not.toBe(id);
  });
});
