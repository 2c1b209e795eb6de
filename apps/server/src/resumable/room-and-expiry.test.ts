import { writeFile } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openServer } from '../open-server.ts';
import { filesBelow } from '../testing/files-below.ts';
import { assetHeader, ResumableClient, shaDigest } from '../testing/resumable-client.ts';
import { TestClient } from '../testing/test-client.ts';
import { openTestServer, PASSWORD, testConfig, type TestServer } from '../testing/test-server.ts';

const DAY_MS = 24 * 3600 * 1000;
const BYTES = Buffer.alloc(600_000, 'some bytes');

describe('the room and the age of uploads', () => {
  let server: TestServer;
  let resumable: ResumableClient;
  let nowMs: number;
  const now = () => new Date(nowMs);
  beforeEach(async () => {
    nowMs = Date.parse('2026-01-01T00:00:00Z');
    server = await openTestServer({ sessionIdleMs: 365 * DAY_MS }, { now });
    resumable = new ResumableClient(server.client);
  });
  afterEach(() => server.close());

  const length = { 'upload-length': String(BYTES.length) };
  const uploadFiles = () => filesBelow(`${server.dataDir}/uploads`);
  const named = (deviceAssetId: string) => ({ 'x-keepsake-asset': assetHeader({ deviceAssetId }) });
  const OVER = { status: 400, body: { code: 'quota-exceeded', message: 'Quota has been exceeded!' } };

  it('[H4] holds room from the beginning of an upload to its end, and charges what was kept', async () => {
    server.setQuota(1_000_000);
    const location = await resumable.begin(length);
    expect(
      await resumable.create(undefined, { 'upload-complete': '?0', ...length, ...named('b') }),
    ).toMatchObject(OVER);
    expect(await server.client.upload({ bytes: Buffer.alloc(500_000) })).toMatchObject(OVER);
    expect((await resumable.append(location, 0, BYTES)).status).toBe(201);
    expect(server.rowCount('reservations')).toBe(0);
    expect((await server.client.get('/users/me')).body.quotaUsageInBytes).toBe(BYTES.length);
    expect((await server.client.upload({ bytes: Buffer.alloc(400_000) })).status).toBe(201);
  });

  it('[H4] is let go of when an upload is cancelled or fails', async () => {
    server.setQuota(BYTES.length);
    const cancelled = await resumable.begin(length);
    await resumable.send('DELETE', cancelled, undefined, {});
    const failing = await resumable.begin({ ...length, 'repr-digest': shaDigest(Buffer.from('others')) });
    expect((await resumable.append(failing, 0, BYTES)).status).toBe(400);
    expect(server.rowCount('reservations')).toBe(0);
    expect((await resumable.create(BYTES)).status).toBe(201);
  });

  it('[H4] is held as bytes come when the length is not known, and never passed', async () => {
    server.setQuota(10_000_000);
    const location = await resumable.begin();
    const chunk = Buffer.alloc(9_000_000);
    expect((await resumable.append(location, 0, chunk, { 'upload-complete': '?0' })).status).toBe(204);
    expect(server.rowCount('reservations')).toBe(1);
    expect(await resumable.append(location, 9_000_000, chunk, { 'upload-complete': '?0' })).toMatchObject(
      OVER,
    );
    expect(await resumable.offsetOf(location)).toBeGreaterThanOrEqual(9_000_000);
  });

  it('[H4] is looked at once more at the end: a quota that was lowered meanwhile is not passed', async () => {
    server.setQuota(1_000_000);
    const location = await resumable.begin(length);
    server.setQuota(100_000);
    const refused = await resumable.append(location, 0, BYTES);
    expect(refused).toMatchObject({ ...OVER, headers: { 'upload-complete': '?1' } });
    expect(await server.originals()).toEqual([]);
    expect(await uploadFiles()).toEqual([]);
  });

  it('[H4] stays held while the server is down', async () => {
    server.setQuota(1_000_000);
    await resumable.begin(length);
    await server.server.close();
    const again = await openServer(testConfig(server.dataDir, { sessionIdleMs: 365 * DAY_MS }), { now });
    try {
      const client = new TestClient(again.url);
      await client.login('ada@example.org', PASSWORD);
      expect(await client.upload({ bytes: Buffer.alloc(500_000) })).toMatchObject(OVER);
    } finally {
      await again.close();
    }
  });

  it('[H11] looks at the login once more at the end, and keeps the bytes for who signs in again', async () => {
    const { request, answer, announced } = resumable.open('POST', '/api/uploads', {
      'content-length': String(BYTES.length),
      'upload-complete': '?1',
      'x-keepsake-asset': assetHeader(),
    });
    const location = (await announced).location ?? '';
    request.write(BYTES.subarray(1));
    const other = new TestClient(server.url);
    await other.login('ada@example.org', PASSWORD);
    await server.client.post('/auth/logout');
    request.end(BYTES.subarray(0, 1));
    expect(await answer).toMatchObject({ status: 401, body: { code: 'unauthorized' } });
    expect(await server.originals()).toEqual([]);
    const last = await new ResumableClient(other).append(location, BYTES.length, undefined);
    expect(last.status).toBe(201);
  });

  it('[H11] expires a week after it last grew: with its bytes, its room and its answer', async () => {
    server.setQuota(10_000_000);
    const location = await resumable.begin(length);
    const complete =
      (await resumable.create(Buffer.from('x'), named('b'))).interim[0]?.headers.location ?? '';
    nowMs += 6 * DAY_MS;
    await resumable.append(location, 0, BYTES.subarray(0, 1000), { 'upload-complete': '?0' });
    nowMs += 6 * DAY_MS;
    expect((await resumable.head(location)).headers['upload-limit']).toContain(`max-age=${24 * 3600}`);
    expect((await resumable.head(complete)).status).toBe(404);
    nowMs += 2 * DAY_MS;
    expect((await resumable.head(location)).status).toBe(404);
    await server.server.close();
    const again = await openServer(testConfig(server.dataDir, { sessionIdleMs: 365 * DAY_MS }), { now });
    try {
      await expect.poll(() => server.rowCount('uploads') + server.rowCount('reservations')).toBe(0);
      await expect.poll(uploadFiles).toEqual([]);
      expect(await server.originals()).toHaveLength(1);
    } finally {
      await again.close();
    }
  });

  describe('while the database takes nothing back', () => {
    // As when it is full: what is there can be neither changed nor removed.
    const STUCK = ['uploads', 'reservations'].flatMap((table) =>
      ['update', 'delete'].map((change) => [`stuck_${table}_${change}`, `${change} on ${table}`]),
    );
    const inDatabase = (sql: string): void => {
      const database = new DatabaseSync(`${server.dataDir}/keepsake.sqlite`);
      database.exec(sql);
      database.close();
    };
    beforeEach(() =>
      inDatabase(
        STUCK.map(
          ([name, when]) => `create trigger ${name} before ${when} begin select raise(abort, 'full'); end;`,
        ).join(' '),
      ),
    );

    it('[H9][H11] leaves nothing of an upload that is refused at its beginning', async () => {
      server.setQuota(BYTES.length - 1);
      expect(await resumable.create(BYTES, length)).toMatchObject(OVER);
      expect(server.rowCount('uploads') + server.rowCount('reservations')).toBe(0);
      expect(await uploadFiles()).toEqual([]);
    });

    it('[H9][H11] says why an upload failed whose address was not told, and sweeps it when it can', async () => {
      const headers = { 'upload-draft-interop-version': undefined, 'repr-digest': shaDigest(BYTES) };
      const failed = await resumable.create(BYTES, {
        ...headers,
        'content-digest': shaDigest(Buffer.from('x')),
      });
      expect(failed).toMatchObject({ status: 400, body: { code: 'checksum-mismatch' } });
      expect(server.rowCount('uploads')).toBe(1);
      inDatabase(STUCK.map(([name]) => `drop trigger ${name};`).join(' '));
      await server.server.close();
      const again = await openServer(testConfig(server.dataDir), { now });
      try {
        await expect.poll(() => server.rowCount('uploads')).toBe(0);
        await expect.poll(uploadFiles).toEqual([]);
      } finally {
        await again.close();
      }
    });
  });

  it('[H11] removes files that belong to no upload, and no others', async () => {
    const location = await resumable.begin(length);
    await resumable.append(location, 0, BYTES.subarray(0, 10), { 'upload-complete': '?0' });
    await writeFile(`${server.dataDir}/uploads/${'0'.repeat(32)}`, 'left by a crash');
    await writeFile(`${server.dataDir}/uploads/a note of a person`, 'mine');
    await server.server.close();
    const again = await openServer(testConfig(server.dataDir, { sessionIdleMs: 365 * DAY_MS }), { now });
    try {
      await expect
        .poll(uploadFiles)
        .toEqual([location.slice('/api/uploads/'.length), 'a note of a person'].sort());
    } finally {
      await again.close();
    }
  });

  it('[H11] lets one user have a thousand uploads under way, and others theirs', async () => {
    await resumable.begin(length);
    const database = new DatabaseSync(`${server.dataDir}/keepsake.sqlite`);
    database.exec(
      `with recursive n(value) as (select 1 union all select value + 1 from n where value < 999)
       insert into uploads select printf('%032x', value), user_id, fields, length_bytes, expected_digests,
       wanted_digests, answer, created_at, expires_at from uploads, n`,
    );
    database.close();
    expect(await resumable.create(undefined, { 'upload-complete': '?0', ...named('b') })).toMatchObject({
      status: 429,
      body: { code: 'too-many-requests' },
    });
    const bob = new ResumableClient(await server.addClient('bob'));
    await bob.begin(length);
  });
});
