import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestServer, type TestServer } from '../testing/test-server.ts';

describe('a sidecar', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await openTestServer();
  });
  afterAll(() => server.close());

  it.each([
    ['another extension', { bytes: '<x/>', fileName: 'a.exe' }, 'unsupported-file-type'],
    ['no name', { bytes: '<x/>', fileName: 'xmp' }, 'unsupported-file-type'],
    ['more than 1 MiB', { bytes: Buffer.alloc(1024 * 1024 + 1), fileName: 'a.xmp' }, 'bad-field'],
  ])('[H6][H7] is refused with %s, and its original with it', async (_name, sidecar, code) => {
    for (const quotaBytes of [null, 100_000_000]) {
      server.setQuota(quotaBytes);
      const answer = await server.client.upload({ bytes: 'the original', sidecar });
      expect(answer).toMatchObject({ status: 400, body: { code } });
      expect(await server.originals()).toEqual([]);
      expect(await server.staged()).toEqual([]);
    }
  });

  it('[H6] may have just 1 MiB', async () => {
    const sidecar = { bytes: Buffer.alloc(1024 * 1024, 'x'), fileName: 'a.xmp' };
    expect((await server.client.upload({ bytes: 'just', sidecar })).status).toBe(201);
  });
});
