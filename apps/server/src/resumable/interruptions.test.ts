import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openServer } from '../open-server.ts';
import { filesBelow } from '../testing/files-below.ts';
import { assetHeader, ResumableClient, shaDigest, type OpenRequest } from '../testing/resumable-client.ts';
import { sha1, TestClient } from '../testing/test-client.ts';
import { openTestServer, PASSWORD, testConfig, type TestServer } from '../testing/test-server.ts';

const SIZE_BYTES = 1_000_003;
const BYTES = Buffer.from(Array.from({ length: SIZE_BYTES }, (_, n) => (n * 7919 + (n >> 8)) % 251));

describe('interrupted uploads', () => {
  let server: TestServer;
  let resumable: ResumableClient;
  beforeEach(async () => {
    server = await openTestServer();
    resumable = new ResumableClient(server.client);
  });
  afterEach(() => server.close());

  const length = { 'content-length': String(SIZE_BYTES) };

  /** Begins to send all bytes in one request, and learns the upload's address. */
  async function start(headers: Record<string, string> = {}): Promise<OpenRequest & { location: string }> {
    const open = resumable.open('POST', '/api/uploads', {
      ...length,
      'upload-complete': '?1',
      'x-keepsake-asset': assetHeader(),
      'repr-digest': shaDigest(BYTES),
      ...headers,
    });
    return { ...open, location: (await open.announced).location ?? '' };
  }

  async function sendAndCut({ request }: OpenRequest, bytes: Uint8Array): Promise<void> {
    await new Promise((resolve) => request.write(bytes, resolve));
    // In order: what was sent arrives before the end does.
    request.socket?.end();
    await once(request, 'close');
  }

  it.each([1, 2, 1023, 65_535, 65_536, 131_072, 131_073, 500_000, SIZE_BYTES - 1])(
    '[H11] keeps and tells what of %i bytes a broken connection had brought, and goes on behind it',
    async (sentBytes) => {
      const open = await start();
      await sendAndCut(open, BYTES.subarray(0, sentBytes));
      const { headers } = await resumable.head(open.location);
      expect(headers).toMatchObject({ 'upload-complete': '?0', 'upload-length': String(SIZE_BYTES) });
      const offset = Number(headers['upload-offset']);
      expect(offset).toBeLessThanOrEqual(sentBytes);
      // What was waiting in the connection itself is lost with it.
      expect(offset).toBeGreaterThanOrEqual(sentBytes < 65_536 ? sentBytes : sentBytes - 131_072);
      const rest = await resumable.append(open.location, offset, BYTES.subarray(offset));
      expect(rest).toMatchObject({ status: 201, body: { checksum: sha1(BYTES, 'base64') } });
    },
  );

  it('[H11] is never told less than before, however often it breaks', async () => {
    const location = await resumable.begin({
      'upload-length': String(SIZE_BYTES),
      'repr-digest': shaDigest(BYTES),
    });
    let offset = 0;
    for (let round = 0; round < 25; round++) {
      const headers = { 'content-type': 'application/partial-upload', 'upload-offset': String(offset) };
      const size = { 'content-length': String(SIZE_BYTES - offset), 'upload-complete': '?1' };
      const open = resumable.open('PATCH', location, { ...headers, ...size });
      open.request.write(BYTES.subarray(offset, offset + 1 + round * 2311));
      if (round % 2 === 0) open.request.destroy();
      const told = await resumable.offsetOf(location);
      expect(told).toBeGreaterThanOrEqual(offset);
      offset = told;
    }
    const last = await resumable.append(location, offset, BYTES.subarray(offset));
    expect(last).toMatchObject({ status: 201, body: { checksum: sha1(BYTES, 'base64') } });
  });

  it('[H11] ends a request that stalls when a newer one comes, and keeps what it had brought', async () => {
    const stalled = await start();
    stalled.request.write(BYTES.subarray(0, 300_000));
    await expect.poll(() => resumable.offsetOf(stalled.location).catch(() => 0)).toBeGreaterThan(0);
    await expect(stalled.answer).rejects.toThrow();
    const offset = await resumable.offsetOf(stalled.location);
    expect((await resumable.append(stalled.location, offset, BYTES.subarray(offset))).status).toBe(201);
  });

  it('[H11] lets one of many parallel requests append, and mixes nothing', async () => {
    const location = await resumable.begin({
      'upload-length': String(SIZE_BYTES),
      'repr-digest': shaDigest(BYTES),
    });
    const parallel = Array.from({ length: 8 }, () =>
      resumable.append(location, 0, BYTES.subarray(0, 400_000), { 'upload-complete': '?0' }).then(
        ({ status }) => status,
        () => 'ended',
      ),
    );
    const outcomes = await Promise.all(parallel);
    expect(outcomes.filter((outcome) => outcome === 204).length).toBeLessThanOrEqual(1);
    const offset = await resumable.offsetOf(location);
    expect(offset).toBeLessThanOrEqual(400_000);
    const last = await resumable.append(location, offset, BYTES.subarray(offset));
    expect(last).toMatchObject({ status: 201, body: { checksum: sha1(BYTES, 'base64') } });
  });

  it('[H11] forgets an upload whose address nobody was told, when it breaks', async () => {
    const open = resumable.open('POST', '/api/uploads', {
      ...length,
      'upload-complete': '?1',
      'x-keepsake-asset': assetHeader(),
      'upload-draft-interop-version': undefined,
    });
    await sendAndCut(open, BYTES.subarray(0, 300_000));
    await expect.poll(() => server.rowCount('uploads')).toBe(0);
    await expect.poll(() => filesBelow(`${server.dataDir}/uploads`)).toEqual([]);
  });

  it('[H11] ends what the same device had begun in the same words, when it begins anew', async () => {
    const first = await start();
    await sendAndCut(first, BYTES.subarray(0, 300_000));
    const second = await start();
    expect((await resumable.head(first.location)).status).toBe(404);
    second.request.end(BYTES);
    expect((await second.answer).status).toBe(201);
    expect(await filesBelow(`${server.dataDir}/uploads`)).toEqual([]);
  });

  it('[H11] goes on after the server was stopped and started, and reads once more what came before', async () => {
    const open = await start({ 'repr-digest': `${shaDigest(BYTES)}, sha-256=:${sha256(BYTES)}:` });
    await sendAndCut(open, BYTES.subarray(0, 400_000));
    const offset = await resumable.offsetOf(open.location);
    expect(offset).toBeGreaterThan(0);
    await server.server.close();
    const again = await openServer(testConfig(server.dataDir));
    try {
      const client = new TestClient(again.url);
      await client.login('ada@example.org', PASSWORD);
      const resumed = new ResumableClient(client);
      expect(await resumed.offsetOf(open.location)).toBe(offset);
      const last = await resumed.append(open.location, offset, BYTES.subarray(offset));
      expect(last).toMatchObject({ status: 201, body: { checksum: sha1(BYTES, 'base64') } });
    } finally {
      await again.close();
    }
  });

  it('[H11] gives up an upload whose bytes were lost instead of telling less than before', async () => {
    const location = await resumable.begin();
    await resumable.append(location, 0, BYTES, { 'upload-complete': '?0' });
    await rm(`${server.dataDir}/uploads`, { recursive: true });
    expect((await resumable.head(location)).status).toBe(404);
    expect(server.rowCount('uploads')).toBe(0);
  });
});

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('base64');
}
