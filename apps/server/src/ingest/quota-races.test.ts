import { rm } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DATES, END, openRaw, part, uploadHead, type RawConnection } from '../testing/raw-request.ts';
import { assetHeader, ResumableClient } from '../testing/resumable-client.ts';
import { sha1, type TestAnswer } from '../testing/test-client.ts';
import { openTestServer, type TestServer } from '../testing/test-server.ts';

/** Of the multipart body that a test sends by hand: its fields, and a file of so many bytes. */
const bodyOf = (fileBytes: number): string =>
  DATES + part('assetData', 'x'.repeat(fileBytes), 'slow.jpg') + END;

describe('uploads that race for the last of a quota', () => {
  let server: TestServer;
  let fill = 0;
  beforeEach(async () => {
    server = await openTestServer();
  });
  afterEach(() => server.close());

  const usage = async (): Promise<number> => (await server.client.get('/users/me')).body.quotaUsageInBytes;

  /** Bytes that no other upload of these tests has. */
  function fresh(sizeBytes: number): Buffer {
    const bytes = Buffer.alloc(sizeBytes);
    bytes.write(String(fill++));
    return bytes;
  }
  const upload = (sizeBytes: number): Promise<TestAnswer> =>
    server.client.upload({ bytes: fresh(sizeBytes) });

  function keptOf(
    answers: readonly { readonly status: number; readonly body: { readonly code?: string } }[],
  ): number {
    const refused = answers.filter(({ status }) => status !== 201);
    expect(refused.map(({ status, body }) => [status, body.code])).toEqual(
      refused.map(() => [400, 'quota-exceeded']),
    );
    return answers.length - refused.length;
  }

  it.each([
    { parallel: 4, sizeBytes: 30_000, quotaBytes: 50_000, fitting: 1 },
    { parallel: 2, sizeBytes: 30_000, quotaBytes: 30_000, fitting: 1 },
    { parallel: 50, sizeBytes: 20_000, quotaBytes: 17 * 21_000, fitting: 17 },
    { parallel: 50, sizeBytes: 20_000, quotaBytes: 40 * 20_000, fitting: 40 },
    { parallel: 50, sizeBytes: 10, quotaBytes: 499, fitting: 49 },
  ])(
    '[H4] keeps all that fit, and no more: $fitting of $parallel, $sizeBytes bytes each, in $quotaBytes',
    async ({ parallel, sizeBytes, quotaBytes, fitting }) => {
      server.setQuota(quotaBytes);
      expect(keptOf(await Promise.all(Array.from({ length: parallel }, () => upload(sizeBytes))))).toBe(
        fitting,
      );
      expect(await usage()).toBe(fitting * sizeBytes);
      expect(await server.originals()).toHaveLength(fitting);
      expect(await server.staged()).toEqual([]);
      expect(server.rowCount('reservations')).toBe(0);
    },
    30_000,
  );

  /** One that holds 800,000 of 1,000,000 bytes, and one of 205,000 that fits only into the room that it leaves. */
  async function openRace(
    fileBytes: number,
  ): Promise<{ slow: RawConnection; body: string; late: Promise<TestAnswer> }> {
    server.setQuota(1_000_000);
    const body = bodyOf(fileBytes).padEnd(800_000);
    const slow = await openRaw(server);
    slow.write(uploadHead(server, body.length) + body.slice(0, 100_000));
    await expect.poll(() => server.rowCount('reservations')).toBe(1);
    return { slow, body, late: upload(205_000) };
  }

  it('[H4] is never refused at its end when its whole length fitted', async () => {
    const { slow, body, late } = await openRace(799_000);
    await expect.poll(async () => (await server.staged()).length).toBe(2);
    slow.write(body.slice(100_000));
    expect(await slow.until('\r\n\r\n')).toMatch(/^HTTP\/1\.1 201 /);
    expect(keptOf([await late])).toBe(0);
    slow.socket.destroy();
  });

  it('[H4] waits for what another upload may leave, and takes it', async () => {
    const { slow, body, late } = await openRace(790_000);
    await expect.poll(async () => (await server.staged()).length).toBe(2);
    slow.write(body.slice(100_000));
    expect(await slow.until('\r\n\r\n')).toMatch(/^HTTP\/1\.1 201 /);
    expect(keptOf([await late])).toBe(1);
    slow.socket.destroy();
    expect(await usage()).toBe(995_000);
  });

  it('[H4] lets one upload come at a time, or few small ones, that hold nothing', async () => {
    server.setQuota(10_000_000);
    const body = bodyOf(10_000_000);
    const begin = async (): Promise<RawConnection> => {
      const raw = await openRaw(server);
      raw.write(uploadHead(server, body.length) + body.slice(0, 100_000));
      return raw;
    };
    const first = await begin();
    await expect.poll(async () => (await server.staged()).length).toBe(1);
    expect(server.rowCount('reservations')).toBe(0);
    const second = await begin();
    expect(await second.until('"requestId"')).toMatch(/^HTTP\/1\.1 400 [\s\S]*"code":"quota-exceeded"/);
    second.socket.destroy();
    first.socket.destroy();
    await expect.poll(() => server.staged()).toEqual([]);
    const third = await begin();
    third.write(body.slice(100_000));
    expect(await third.until('\r\n\r\n')).toMatch(/^HTTP\/1\.1 201 /);
    third.socket.destroy();
    expect(await usage()).toBe(10_000_000);
  });

  it.each([
    ['of a length that is told', (bytes: number) => bytes],
    ['that is chunked', () => undefined],
  ])('[H4] asks an upload %s that names a lost original for room beyond it', async (_how, told) => {
    const lost = { bytes: fresh(50_000), fileName: 'lost.jpg' };
    await server.client.upload(lost);
    server.setQuota(60_000);
    await rm(`${server.dataDir}/originals/ada/2024/05/lost.jpg`);
    const named = { 'x-immich-checksum': sha1(lost.bytes) };
    const begin = async (fileBytes: number): Promise<RawConnection> => {
      const raw = await openRaw(server);
      const body = bodyOf(fileBytes);
      const chunked = `${body.length.toString(16)}\r\n${body}\r\n`;
      const isTold = told(body.length) !== undefined;
      raw.write(uploadHead(server, told(body.length), named) + (isTold ? body : chunked).slice(0, -50));
      return raw;
    };
    const over = await begin(2_000_000);
    expect(await over.until('"requestId"')).toContain('"code":"quota-exceeded"');
    over.socket.destroy();
    const slow = await begin(50_000);
    await expect.poll(async () => (await server.staged()).length).toBe(1);
    const again = await begin(50_000);
    expect(await again.until('"requestId"')).toContain('"code":"quota-exceeded"');
    again.socket.destroy();
    slow.socket.destroy();
    await expect.poll(() => server.staged()).toEqual([]);
    server.setQuota(10);
    expect(await server.client.upload({ ...lost, headers: named })).toMatchObject({ status: 200 });
    expect(await usage()).toBe(50_000);
  });

  it('[H4] is filled to the byte by uploads in one piece and resumable ones together', async () => {
    server.setQuota(500_000);
    const resumable = new ResumableClient(server.client);
    const racing = Array.from({ length: 10 }, (_, n) => [
      upload(60_000),
      resumable.create(fresh(60_000), {
        'upload-length': '60000',
        'x-keepsake-asset': assetHeader({ deviceAssetId: `big-${n}`, fileName: `big-${n}.mp4` }),
      }),
    ]).flat();
    const kept = keptOf(await Promise.all(racing));
    expect(kept).toBeGreaterThanOrEqual(7);
    expect(await usage()).toBe(kept * 60_000);
    expect(kept * 60_000).toBeLessThanOrEqual(500_000);
    expect(server.rowCount('reservations')).toBe(0);
    if (kept === 7) expect((await upload(60_000)).status).toBe(201);
    const twins = await Promise.all([upload(20_000), resumable.create(fresh(20_000))]);
    expect(keptOf(twins)).toBe(1);
    expect(await usage()).toBe(500_000);
    expect(keptOf([await upload(1)])).toBe(0);
  });
});
