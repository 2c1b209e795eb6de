import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sha1 } from '../testing/test-client.ts';
import { openTestServer, type TestServer } from '../testing/test-server.ts';

const QUOTA_BYTES = 100_000;

describe('the quota, on the way of resumable uploads', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await openTestServer();
    server.setQuota(QUOTA_BYTES);
  });
  beforeEach(() => server.client.send('DELETE', '/trash'));
  afterAll(() => server.close());

  /** Begins an upload, and leaves it open. */
  async function begin(bytes: number, headers: Readonly<Record<string, string>>): Promise<number> {
    const asset = {
      fileName: 'IMG.jpg',
      fileCreatedAt: '2024-05-06T07:08:09.000Z',
      fileModifiedAt: '2024-05-06T07:08:09.000Z',
      // Otherwise what is known is answered at once.
      livePhotoVideoId: headers['motion'],
    };
    const { motion: _motion, ...others } = headers;
    const response = await fetch(`${server.client.api}/uploads`, {
      method: 'POST',
      headers: {
        ...server.client.authorization,
        'upload-complete': '?0',
        'x-keepsake-asset': Buffer.from(JSON.stringify(asset)).toString('base64url'),
        ...others,
      },
      body: Buffer.alloc(bytes, 'x'),
    });
    return response.status;
  }

  it('[H4] is not passed by many uploads that tell no length', async () => {
    const statuses: number[] = [];
    for (let count = 0; count < 8; count++) statuses.push(await begin(30_000, {}));
    expect(statuses.filter((status) => status === 201)).toHaveLength(3);
    expect(statuses.filter((status) => status === 400)).toHaveLength(5);
  });

  it('[H4] is not passed by an upload that names the checksum of something smaller that is kept', async () => {
    const other = await server.addClient('mallory');
    server.setQuota(QUOTA_BYTES);
    const photo = await other.upload({ bytes: 'small', fileName: 'P.jpg' });
    const video = await other.upload({ bytes: 'clip', fileName: 'V.mov' });
    expect(photo.status).toBe(201);
    const headers = {
      ...other.authorization,
      motion: video.body.id,
      'repr-digest': `sha=:${sha1('small', 'base64')}:`,
    };
    expect(await begin(QUOTA_BYTES + 1, headers)).toBe(400);
    expect(await begin(10, { ...headers, 'upload-length': '90000000000' })).toBe(400);
  });

  it('[H4] is not passed by uploads that name what is kept, and of a lost original one alone needs no room', async () => {
    const photo = Buffer.alloc(70_000, 'photo');
    const other = await server.addClient('trudy');
    server.setQuota(QUOTA_BYTES);
    expect((await other.upload({ bytes: photo, fileName: 'kept.jpg' })).status).toBe(201);
    const video = await other.upload({ bytes: 'clip', fileName: 'V.mov' });
    const headers = {
      ...other.authorization,
      motion: video.body.id,
      'upload-length': String(photo.length),
      'repr-digest': `sha=:${sha1(photo, 'base64')}:`,
    };
    expect(await begin(photo.length - 1, headers)).toBe(400);
    await rm(`${server.dataDir}/originals/trudy/2024/05/kept.jpg`);
    expect(await begin(photo.length - 1, headers)).toBe(201);
    expect(await begin(photo.length - 1, headers)).toBe(400);
  });
});
