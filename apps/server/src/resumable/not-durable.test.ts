import { open, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { filesBelow } from '../testing/files-below.ts';
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

/**
 * The disk loses what was written, and says so once, as Linux does: the next sync of the same file is a success. It is
 * the `first` sync of a file from now on; folders are synced as ever. @returns whether it did
 */
async function loseBytes(kind: 'datasync' | 'sync', first = 1): Promise<() => boolean> {
  const handle = await open(process.execPath);
  const prototype = Object.getPrototypeOf(handle) as FileHandle;
  await handle.close();
  const work = prototype[kind];
  let count = 0;
  vi.spyOn(prototype, kind).mockImplementation(async function (this: FileHandle) {
    if ((await this.stat()).isFile() && (count += 1) === first)
      throw Object.assign(new Error('input/output error'), { code: 'EIO' });
    return work.call(this);
  });
  return () => count >= first;
}

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
