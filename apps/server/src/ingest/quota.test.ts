import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DATES, openRaw, part, uploadHead } from '../testing/raw-request.ts';
import { sha1 } from '../testing/test-client.ts';
import { openTestServer, type TestServer } from '../testing/test-server.ts';

const OVER = { status: 400, body: { code: 'quota-exceeded', message: 'Quota has been exceeded!' } };

describe('quota', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await openTestServer();
  });
  afterEach(() => server.close());

  const usage = async (): Promise<number> => (await server.client.get('/users/me')).body.quotaUsageInBytes;

  it.each([1000, 100_000])(
    '[H4] is filled to the byte, and never passed, by parallel uploads of %i bytes',
    async (sizeBytes) => {
      server.setQuota(5 * sizeBytes);
      const answers = await Promise.all(
        Array.from({ length: 12 }, (_, n) =>
          server.client.upload({ bytes: Buffer.alloc(sizeBytes, n), fileName: `${n}.jpg` }),
        ),
      );
      expect(answers.filter(({ status }) => status === 201)).toHaveLength(5);
      for (const refused of answers.filter(({ status }) => status !== 201))
        expect(refused).toMatchObject(OVER);
      expect(await usage()).toBe(5 * sizeBytes);
      expect(await server.originals()).toHaveLength(5);
      expect(await server.staged()).toEqual([]);
      expect(server.rowCount('reservations')).toBe(0);
    },
  );

  it('[H4] is held before the body is read', async () => {
    server.setQuota(1_000_000);
    const raw = await openRaw(server);
    raw.write(uploadHead(server, 2_000_000));
    expect(await raw.until('quota-exceeded')).toMatch(/^HTTP\/1\.1 400 /);
    raw.socket.destroy();
  });

  it('[H4] is held for one upload while another runs, and let go when that one fails', async () => {
    server.setQuota(1_000_000);
    const raw = await openRaw(server);
    raw.write(uploadHead(server, 800_000) + DATES);
    await expect.poll(() => server.rowCount('reservations')).toBe(1);
    const bytes = Buffer.alloc(500_000, 1);
    expect(await server.client.upload({ bytes })).toMatchObject(OVER);
    raw.socket.destroy();
    await expect.poll(() => server.rowCount('reservations')).toBe(0);
    expect((await server.client.upload({ bytes })).status).toBe(201);
  });

  it('[H4] counts the bytes of a chunked body as they arrive', async () => {
    server.setQuota(10_000_000);
    const raw = await openRaw(server);
    const chunk = (text: string): string => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;
    raw.write(uploadHead(server, undefined) + chunk(DATES + part('assetData', 'x', 'a.jpg').slice(0, -2)));
    const megabyte = chunk('x'.repeat(1_000_000));
    for (let sent = 0; sent < 20; sent++) raw.write(megabyte);
    expect(await raw.until('quota-exceeded')).toMatch(/^HTTP\/1\.1 400 /);
    raw.socket.destroy();
    await expect.poll(() => server.rowCount('reservations')).toBe(0);
    expect(await server.staged()).toEqual([]);
  });

  it('[H4] is not charged for a duplicate, also when it is full', async () => {
    const bytes = Buffer.alloc(50_000, 7);
    await server.client.upload({ bytes });
    server.setQuota(50_000);
    const headers = { 'x-immich-checksum': sha1(bytes) };
    expect((await server.client.upload({ bytes, headers })).status).toBe(200);
    expect(await usage()).toBe(50_000);
  });

  it('[H4] counts a sidecar, once', async () => {
    server.setQuota(10);
    const sidecar = { bytes: '<xml/>', fileName: 'a.XMP' };
    expect(await server.client.upload({ bytes: '12345', sidecar })).toMatchObject(OVER);
    expect(await server.originals()).toEqual([]);
    expect((await server.client.upload({ bytes: '1234', sidecar })).status).toBe(201);
    expect((await server.client.upload({ bytes: '1234', sidecar })).status).toBe(200);
    expect(await usage()).toBe(10);
  });

  it('[H4] counts both parts of a Live Photo', async () => {
    server.setQuota(15);
    const motion = { bytes: '1234567890', fileName: 'a.mov' };
    expect(await server.client.upload({ bytes: '123456', motion })).toMatchObject(OVER);
    expect(await server.originals()).toEqual([]);
    expect((await server.client.upload({ bytes: '12345', motion })).status).toBe(201);
    expect(await usage()).toBe(15);
  });
});
