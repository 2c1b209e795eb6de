import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { filesBelow } from '../testing/files-below.ts';
import { assetHeader, ResumableClient, shaDigest } from '../testing/resumable-client.ts';
import { openTestServer, type TestServer } from '../testing/test-server.ts';

const BYTES = Buffer.alloc(600_000, 'bytes of somebody');
const untold = { 'upload-draft-interop-version': undefined };
const chunked = { 'content-length': undefined, 'transfer-encoding': 'chunked' };
const whole = { 'upload-complete': '?1' };
const otherDigest = { 'content-digest': shaDigest(Buffer.from('other bytes')) };

describe('a resumable upload whose owner is deleted while it comes', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await openTestServer();
  });
  afterEach(() => server.close());

  it.each([
    ['a part', {}],
    ['a part, of an address that is not told', untold],
    ['the whole', whole],
    ['the whole, of an address that is not told', { ...whole, ...untold }],
    ['a part of no length', chunked],
    ['the whole of no length', { ...chunked, ...whole }],
    ['a part that is not what its digest says', otherDigest],
    ['the whole, which is not what its digest says', { ...otherDigest, ...whole, ...untold }],
  ])(
    '[H1][H8][H11] is refused with all that came before, and leaves no bytes: %s',
    async (_what, headers) => {
      const client = await server.addClient('bob');
      server.setQuota(10_000_000);
      const { id } = (await client.get('/users/me')).body;
      const { request, answer } = new ResumableClient(client).open('POST', '/api/uploads', {
        'content-length': String(BYTES.length),
        'upload-complete': '?0',
        'x-keepsake-asset': assetHeader(),
        ...headers,
      });
      request.write(BYTES.subarray(0, 300_000));
      await expect.poll(() => server.rowCount('uploads')).toBe(1);
      expect((await server.client.send('DELETE', `/admin/users/${id}`, { force: true })).status).toBe(200);
      await expect.poll(() => server.rowCount('users')).toBe(1);
      request.end(BYTES.subarray(300_000));
      expect(await answer).toMatchObject({ status: 401, body: { code: 'unauthorized' } });
      expect(await filesBelow(`${server.dataDir}/uploads`)).toEqual([]);
      expect(server.rowCount('uploads') + server.rowCount('reservations')).toBe(0);
    },
  );
});
