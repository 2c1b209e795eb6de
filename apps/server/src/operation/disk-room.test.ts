import { describe, expect, it } from 'vitest';
import { DATES, END, openRaw, part, uploadHead } from '../testing/raw-request.ts';
import { openTestServer, type TestServer } from '../testing/test-server.ts';
import type { DiskSpace } from './disk-space.ts';

const MIN_FREE_BYTES = 1_000_000;

/** A server on a disk of which so much is left as the test says. */
async function openOnDisk(
  availableBytes: number,
): Promise<{ server: TestServer; leave(bytes: number): void }> {
  let left = availableBytes;
  const diskSpace = async (): Promise<DiskSpace> => ({
    totalBytes: 10_000_000,
    usedBytes: 10_000_000 - left,
    availableBytes: left,
  });
  const server = await openTestServer({ minFreeBytes: MIN_FREE_BYTES }, { diskSpace });
  return { server, leave: (bytes) => void (left = bytes) };
}

async function expectNothingKept(server: TestServer): Promise<void> {
  expect(await server.staged()).toEqual([]);
  expect(await server.originals()).toEqual([]);
  expect(server.rowCount('assets') + server.rowCount('claims') + server.rowCount('reservations')).toBe(0);
}

describe('a disk that runs low', () => {
  it('[H9] refuses an upload before its body, while reading and deleting go on, until there is room', async () => {
    const { server, leave } = await openOnDisk(5_000_000);
    try {
      const kept = await server.client.upload({ bytes: 'kept before' });
      leave(MIN_FREE_BYTES - 1);
      const raw = await openRaw(server);
      raw.write(uploadHead(server, 500));
      expect(await raw.until('"requestId"')).toMatch(/^HTTP\/1\.1 507 [\s\S]*"code":"disk-full"/);
      raw.socket.destroy();
      const waiting = await openRaw(server);
      waiting.write(uploadHead(server, 500, { expect: '100-continue' }));
      expect(await waiting.until('"requestId"')).toMatch(/^HTTP\/1\.1 507 /);
      waiting.socket.destroy();
      expect(await server.staged()).toEqual([]);

      expect((await server.client.download(kept.body.id)).status).toBe(200);
      const album = await server.client.post('/albums', { albumName: 'still writable' });
      expect((await server.client.send('DELETE', `/albums/${album.body.id}`)).status).toBe(204);
      leave(5_000_000);
      expect((await server.client.upload({ bytes: 'fits again' })).status).toBe(201);
    } finally {
      await server.close();
    }
  });

  it('[H9] counts what other uploads have announced and not sent yet', async () => {
    const { server } = await openOnDisk(MIN_FREE_BYTES + 1_000_000);
    try {
      const first = await openRaw(server);
      const start = DATES + part('assetData', 'x'.repeat(900_000), 'IMG_1.jpg').slice(0, 1000);
      first.write(uploadHead(server, 900_000) + start);
      await expect.poll(() => server.staged()).toHaveLength(1);
      const bytes = Buffer.alloc(200_000, 1);
      expect((await server.client.upload({ bytes })).status).toBe(507);
      first.socket.destroy();
      await expect.poll(async () => (await server.client.upload({ bytes })).status).toBe(201);
    } finally {
      await server.close();
    }
  });

  it.each([
    ['a declared length', 900_000],
    ['no declared length', undefined],
  ])('[H9] ends an upload of %s when the disk runs low while it arrives', async (_name, lengthBytes) => {
    const { server, leave } = await openOnDisk(MIN_FREE_BYTES + 1_000_000);
    try {
      const start = DATES + part('assetData', 'x'.repeat(100_000), 'IMG_1.jpg').slice(0, 50_000);
      const raw = await openRaw(server);
      const chunk = lengthBytes === undefined ? `${start.length.toString(16)}\r\n${start}\r\n` : start;
      raw.write(uploadHead(server, lengthBytes) + chunk);
      await expect.poll(() => server.staged()).toHaveLength(1);
      leave(MIN_FREE_BYTES - 1);
      expect(await raw.until('"requestId"')).toMatch(/^HTTP\/1\.1 507 [\s\S]*"code":"disk-full"/);
      raw.socket.destroy();
      await expectNothingKept(server);
    } finally {
      await server.close();
    }
  });

  it('[H9] lets an upload end for which there was room, beside one that was refused', async () => {
    const { server } = await openOnDisk(MIN_FREE_BYTES + 500_000);
    try {
      const body = DATES + part('assetData', 'y'.repeat(300_000), 'IMG_1.jpg') + END;
      const raw = await openRaw(server);
      raw.write(uploadHead(server, body.length) + body.slice(0, 1000));
      await expect.poll(() => server.staged()).toHaveLength(1);
      expect((await server.client.upload({ bytes: Buffer.alloc(300_000, 2) })).status).toBe(507);
      raw.write(body.slice(1000));
      expect(await raw.until('"status":"created"')).toMatch(/^HTTP\/1\.1 201 /);
      raw.socket.destroy();
    } finally {
      await server.close();
    }
  });
});
