import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha1 } from '../testing/test-client.ts';
import { openTestServer, type TestServer } from '../testing/test-server.ts';

describe('uploading', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await openTestServer();
  });
  afterAll(() => server.close());

  it('[H1] keeps the bytes as a plain file with its own time, and tells their checksum', async () => {
    const bytes = new Uint8Array(300_000).map((_, index) => index % 251);
    const answer = await server.client.upload({ bytes, fileName: 'IMG_1.jpg' });
    expect(answer).toMatchObject({
      status: 201,
      body: { status: 'created', deviceAssetId: 'asset-1', checksum: sha1(bytes, 'base64') },
    });
    const file = path.join(server.dataDir, 'originals/ada/2024/05/IMG_1.jpg');
    expect(sha1(await readFile(file))).toBe(sha1(bytes));
    expect((await stat(file)).mtime.toISOString()).toBe('2024-05-06T07:08:09.000Z');
    expect(await server.staged()).toEqual([]);
    expect(server.rowCount('claims')).toBe(0);
  });

  it('[H2] answers the same bytes again with the first id, under another name too', async () => {
    const first = await server.client.upload({ bytes: 'twice', fileName: 'a.jpg' });
    const before = await server.originals();
    const second = await server.client.upload({ bytes: 'twice', fileName: 'b.jpg' });
    expect(second).toMatchObject({
      status: 200,
      body: { id: first.body.id, status: 'duplicate', checksum: sha1('twice', 'base64') },
    });
    expect(await server.originals()).toEqual(before);
  });

  it('[H2] keeps one of equal uploads that arrive at the same moment', async () => {
    const before = (await server.originals()).length;
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, n) =>
        server.client.upload({ bytes: 'at once', fileName: `race-${n % 2}.jpg` }),
      ),
    );
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([
      200, 200, 200, 200, 200, 200, 200, 201,
    ]);
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(await server.originals()).toHaveLength(before + 1);
    expect(await server.staged()).toEqual([]);
    expect(server.rowCount('claims')).toBe(0);
  });

  it('[H7] gives different pictures of one name, also in another case, files of their own', async () => {
    const names = ['Same.jpg', 'Same.jpg', 'SAME.JPG', 'same.jpg'];
    const answers = await Promise.all(
      names.map((fileName, n) => server.client.upload({ bytes: `same-${n}`, fileName })),
    );
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
    const kept = (await server.originals()).filter((name) => /same/i.test(name));
    expect(new Set(kept.map((name) => name.toLowerCase())).size).toBe(4);
  });

  it('[T2] counts what is stored', async () => {
    const before = (await server.client.get('/users/me')).body;
    expect(before.quotaSizeInBytes).toBeNull();
    await server.client.upload({ bytes: '12345678' });
    await server.client.upload({ bytes: '12345678' });
    const after = (await server.client.get('/users/me')).body;
    expect(after.quotaUsageInBytes - before.quotaUsageInBytes).toBe(8);
  });
});
