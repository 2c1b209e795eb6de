import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DATES, END, openRaw, part, uploadHead } from '../testing/raw-request.ts';
import { openTestServer, type TestServer } from '../testing/test-server.ts';

const MIB = 1024 * 1024;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** What is in use now, and cannot be given up. */
function usedBytes(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

describe('the fields of uploads', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await openTestServer();
  });
  afterEach(() => server.close());

  it('[H10] that nobody asked for are read over, and take no memory', async () => {
    const raws = await Promise.all(Array.from({ length: 20 }, () => openRaw(server)));
    const before = usedBytes();
    const field = part('thumbnail', 'x'.repeat(MIB));
    const sent = raws.map(async ({ socket, write }) => {
      write(uploadHead(server, 100 * MIB) + DATES);
      for (let count = 0; count < 8; count++)
        await new Promise<unknown>((resolve) => socket.write(field, resolve));
      // The server has read all before it, because it stops reading while it is behind.
      write(part('assetData', 'the file', 'a.jpg').slice(0, -2));
    });
    await Promise.all(sent);
    await expect.poll(() => server.staged()).toHaveLength(raws.length);
    // What was kept would stay; what is only not let go yet goes.
    await expect.poll(() => usedBytes() - before, { timeout: 10_000 }).toBeLessThan(40 * MIB);
    for (const { socket } of raws) socket.destroy();
  });

  it('[H6] that nobody asked for do no harm, also when they are long', async () => {
    const fields = { thumbnail: 'x'.repeat(MIB), metadata: 'm'.repeat(60_000) };
    const answer = await server.client.upload({ bytes: 'a file', fields });
    expect(answer).toMatchObject({ status: 201, body: { status: 'created' } });
  });

  it.each([
    ['one of them has', part('metadata', 'x'.repeat(300_000))],
    ['all together have', part('metadata', 'x'.repeat(60_000)).repeat(5)],
  ])('[H6] are refused when %s more than 256 KiB', async (_which, fields) => {
    const body = DATES + fields + part('assetData', 'x', 'a.jpg') + END;
    const raw = await openRaw(server);
    raw.write(uploadHead(server, body.length) + body);
    expect(await raw.until('"requestId"')).toMatch(/^HTTP\/1\.1 400 [\s\S]*"code":"bad-field"/);
    raw.socket.destroy();
    expect(await server.originals()).toEqual([]);
  });

  it('[H10] that drip in byte by byte are not waited for to their end', async () => {
    const raw = await openRaw(server);
    raw.write(uploadHead(server, undefined));
    const head = part('metadata', '').slice(0, -2);
    raw.write(`${head.length.toString(16)}\r\n${head}\r\n`);
    raw.write('1\r\nx\r\n'.repeat(20_000));
    expect(await raw.until('"requestId"')).toMatch(/^HTTP\/1\.1 400 [\s\S]*"code":"bad-field"/);
    raw.socket.destroy();
  });
});
