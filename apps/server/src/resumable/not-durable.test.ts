import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { filesBelow } from '../testing/files-below.ts';
import { loseBytes } from '../testing/lose-bytes.ts';
import { assetHeader, ResumableClient } from '../testing/resumable-client.ts';
import { openTestServer, type TestServer } from '../testing/test-server.ts';

const BYTES = Buffer.alloc(300_000, 'bytes that the disk forgets');

const SOON = { timeout: 10_000, interval: 50 };

let server: TestServer;
let resumable: ResumableClient;

beforeEach(async () => {
  server = await openTestServer();
  resumable = new ResumableClient(server.client);
});

afterEach(async () => {
  vi.restoreAllMocks();
  await server.close();
});

const partials = (): Promise<string[]> => filesBelow(path.join(server.dataDir, 'uploads'));

const expectNothingKept = async (): Promise<void> => {
  expect(await server.originals()).toEqual([]);
  expect(await partials()).toEqual([]);
};

describe('[H1][H11] bytes that the disk could not keep', () => {
  it('at the end of a request are never trusted again: the upload must be begun anew', async () => {
    const location = await resumable.begin();
    await resumable.append(location, 0, BYTES.subarray(0, 100_000), { 'upload-complete': '?0' });
    // The first is where the request begins.
    await loseBytes('datasync', 2);
    const failed = await resumable.append(location, 100_000, BYTES.subarray(100_000));
    expect(failed.status).toBe(503);
    expect((await resumable.head(location)).status).toBe(404);
    expect((await resumable.append(location, BYTES.length, undefined)).status).toBe(404);
    await expectNothingKept();
  });

  it('are not trusted either when the database does not let their upload go in the same moment', async () => {
    const location = await resumable.begin();
    await resumable.append(location, 0, BYTES.subarray(0, 100_000), { 'upload-complete': '?0' });
    const database = new DatabaseSync(path.join(server.dataDir, 'keepsake.sqlite'));
    database.exec("create trigger stuck before delete on uploads begin select raise(abort, 'full'); end");
    await loseBytes('datasync', 2);
    expect((await resumable.append(location, 100_000, BYTES.subarray(100_000))).status).toBe(503);
    expect((await resumable.append(location, BYTES.length, undefined)).status).toBe(503);
    database.exec('drop trigger stuck');
    database.close();
    expect((await resumable.append(location, BYTES.length, undefined)).status).toBe(404);
    await expectNothingKept();
  });

  it('when somebody asks how far it is are lost, and said to be', async () => {
    const location = await resumable.begin();
    await resumable.append(location, 0, BYTES, { 'upload-complete': '?0' });
    await loseBytes('datasync');
    expect((await resumable.head(location)).status).toBe(404);
    await expectNothingKept();
  });

  it('right before the asset is kept, keep it from being', async () => {
    const location = await resumable.begin();
    await loseBytes('sync');
    expect((await resumable.append(location, 0, BYTES)).status).toBe(503);
    expect((await resumable.head(location)).status).toBe(404);
    await expectNothingKept();
  });

  it('while a client is told how far it is, end the request, and are not told of', async () => {
    const hasLost = await loseBytes('datasync');
    const { request, answer } = resumable.open('POST', '/api/uploads', {
      'x-keepsake-asset': assetHeader(),
      'upload-complete': '?1',
      'upload-length': String(BYTES.length),
      'content-length': String(BYTES.length),
    });
    request.write(BYTES.subarray(0, 100_000));
    await vi.waitFor(() => expect(hasLost()).toBe(true), SOON);
    request.end(BYTES.subarray(100_000));
    const { status, interim } = await answer;
    expect(status).toBe(503);
    expect(interim.filter(({ headers }) => Number(headers['upload-offset'] ?? 0) > 0)).toEqual([]);
    await expectNothingKept();
  });

  it('of a whole upload are thrown away, and can be sent again', async () => {
    await loseBytes('sync');
    expect((await server.client.upload({ bytes: BYTES })).status).toBe(503);
    expect(await server.originals()).toEqual([]);
    expect((await server.client.upload({ bytes: BYTES })).status).toBe(201);
  });
});
