import { readdir } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DATES, END, openRaw, part, uploadHead, type RawConnection } from '../testing/raw-request.ts';
import { openTestServer, type TestServer } from '../testing/test-server.ts';

const GIB = 1024 ** 3;

/** Open descriptors of this process, in which the server runs. */
async function descriptors(): Promise<number> {
  return (await readdir('/proc/self/fd')).length;
}

describe.runIf(process.platform === 'linux')('what is too long, too much or too slow', () => {
  let server: TestServer;
  let before: number;
  beforeEach(async () => {
    server = await openTestServer({ idleTimeoutMs: 1000 });
    await server.client.get('/server/ping');
    before = await descriptors();
  });
  afterEach(() => server.close());

  /** Nothing is left of it: no descriptor, no file, no row. */
  async function expectNothingLeft(...connections: readonly RawConnection[]): Promise<void> {
    for (const { socket } of connections) socket.destroy();
    await expect.poll(descriptors, { timeout: 5000 }).toBeLessThanOrEqual(before);
    await expect.poll(() => server.staged()).toEqual([]);
    expect(await server.originals()).toEqual([]);
    expect(server.rowCount('claims') + server.rowCount('reservations')).toBe(0);
  }

  it.each([
    ['headers', `GET /api/server/ping HTTP/1.1\r\nhost: x\r\nx-long: ${'x'.repeat(17_000)}\r\n\r\n`],
    ['an address', `GET /api/server/ping?x=${'x'.repeat(17_000)} HTTP/1.1\r\nhost: x\r\n\r\n`],
    ['two thousand headers', `GET / HTTP/1.1\r\nhost: x\r\n${'a: some value\r\n'.repeat(2000)}\r\n`],
  ])('[H9] refuses %s beyond 16 KiB with 431', async (_name, request) => {
    const raw = await openRaw(server);
    raw.write(request);
    expect(await raw.until('"requestId"')).toMatch(/^HTTP\/1\.1 431 [\s\S]*"code":"headers-too-large"/);
    await raw.closed;
    await expectNothingLeft();
  });

  it('[H9] leaves nothing of a JSON body whose announced length is too large', async () => {
    const raw = await openRaw(server);
    raw.write(
      'POST /api/auth/login HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n' +
        `content-length: ${21 * 1024 * 1024}\r\n\r\n{`,
    );
    expect(await raw.until('"requestId"')).toMatch(/^HTTP\/1\.1 413 [\s\S]*"code":"payload-too-large"/);
    await expectNothingLeft(raw);
  });

  it('[H6] refuses ten thousand parts', async () => {
    const body = DATES + part('a', 'x').repeat(10_000) + END;
    const raw = await openRaw(server);
    raw.write(uploadHead(server, body.length) + body);
    expect(await raw.until('"requestId"')).toMatch(/^HTTP\/1\.1 400 [\s\S]*"code":"bad-multipart"/);
    await expectNothingLeft(raw);
  });

  it('[H6] refuses a field of 1 GiB once it has read more than a field may have', async () => {
    const raw = await openRaw(server);
    const start = part('metadata', '').slice(0, -2);
    raw.write(uploadHead(server, GIB) + start + 'x'.repeat(4_000_000));
    expect(await raw.until('"requestId"')).toMatch(/^HTTP\/1\.1 400 [\s\S]*"code":"bad-field"/);
    await expectNothingLeft(raw);
  });

  it('[H9] cuts clients that drip their headers, whatever else they do to stay', async () => {
    const raws = await Promise.all(Array.from({ length: 20 }, () => openRaw(server)));
    for (const { write } of raws) write('GET /api/server/ping HTTP/1.1\r\nhost: x\r\n');
    const dripping = setInterval(() => {
      for (const { socket, write } of raws) if (socket.writable) write('a: b\r\n');
    }, 100);
    try {
      expect(await raws[0]?.until('"requestId"')).toMatch(/^HTTP\/1\.1 408 [\s\S]*"code":"request-timeout"/);
      await Promise.all(raws.map(({ closed }) => closed));
    } finally {
      clearInterval(dripping);
    }
    await expectNothingLeft();
  });

  it('[H9] cuts clients that say nothing, or stop in the middle of a body', async () => {
    const body = DATES + part('assetData', 'x'.repeat(10_000), 'IMG_1.jpg') + END;
    const raws = await Promise.all(Array.from({ length: 12 }, () => openRaw(server)));
    for (const [index, { write }] of raws.entries()) {
      if (index % 3 === 0) write(uploadHead(server, body.length) + body.slice(0, 5000));
      if (index % 3 === 1)
        write(
          'POST /api/auth/login HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 50\r\n\r\n{"a"',
        );
    }
    await Promise.all(raws.map(({ closed }) => closed));
    await expectNothingLeft();
  });
});
