import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BOUNDARY, DATES, END, openRaw, part, uploadHead } from '../testing/raw-request.ts';
import { sha1 } from '../testing/test-client.ts';
import type { TestBody } from '../testing/test-body.ts';
import { openTestServer, type TestServer } from '../testing/test-server.ts';

describe('bad uploads', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await openTestServer();
  });
  afterAll(() => server.close());

  async function expectNothingKept(): Promise<void> {
    expect(await server.originals()).toEqual([]);
    expect(await server.staged()).toEqual([]);
    expect(server.rowCount('assets') + server.rowCount('claims') + server.rowCount('device_assets')).toBe(0);
  }

  const file = part('assetData', 'bytes', 'a.jpg');
  it.each([
    ['an empty file', DATES + part('assetData', '', 'a.jpg') + END, 'empty-file'],
    ['an unknown extension', DATES + part('assetData', 'x', 'a.exe') + END, 'unsupported-file-type'],
    ['no extension', DATES + part('assetData', 'x', 'a') + END, 'unsupported-file-type'],
    ['a body that ends in the file', DATES + file.slice(0, -4), 'truncated-body'],
    ['a body that ends before its last boundary', DATES + file, 'truncated-body'],
    ['two assetData parts', DATES + file + file + END, 'too-many-files'],
    ['no file', DATES + END, 'missing-file'],
    ['no dates', file + END, 'missing-field'],
    ['a date without an offset', file + part('fileCreatedAt', '2024-05-06T07:08:09') + END, 'bad-field'],
    ['a date that is none', file + part('fileCreatedAt', 'yesterday') + END, 'bad-field'],
    ['a day that is none', DATES + file + part('fileCreatedAt', '2023-02-29T00:00:00Z') + END, 'bad-field'],
    [
      'a day outside the calendar',
      DATES + file + part('fileCreatedAt', '9999-12-31T23:59:59-01:00') + END,
      'bad-field',
    ],
    ['a strange flag', DATES + part('isFavorite', 'maybe') + file + END, 'bad-field'],
    ['a field without end', DATES + part('metadata', 'x'.repeat(1_100_000)) + file + END, 'bad-field'],
    ['an unknown file part', DATES + part('somethingElse', 'x', 'a.jpg') + file + END, 'bad-multipart'],
    ['a broken part head', `${DATES}--${BOUNDARY}\r\n: :\r\n\r\n\r\n${END}`, 'bad-multipart'],
    // The parser goes on to the end of what it was given, and comes upon a file that nobody will end.
    ['a broken part head before a file', `${DATES}--${BOUNDARY}\r\n: :\r\n\r\n\r\n${file}`, 'bad-multipart'],
  ])('[H6] refuses %s with 400 and a sentence, and keeps nothing', async (_name, body, code) => {
    const raw = await openRaw(server);
    raw.write(uploadHead(server, Buffer.byteLength(body)) + body);
    const answer = await raw.until('"requestId"');
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer.toLowerCase()).toContain('content-type: application/json');
    expect(answer).toContain(`"code":"${code}"`);
    expect((JSON.parse(answer.slice(answer.indexOf('{'))) as TestBody).message).toMatch(/^[A-Z].{10,}[.!]$/);
    await expectNothingKept();

    // The connection is as good as new.
    raw.write(`GET /api/server/ping HTTP/1.1\r\nhost: x\r\n\r\n`);
    await raw.until('{"res":"pong"}');
    raw.socket.destroy();
  });

  it('[H5] refuses bytes that are not the ones of the checksum header', async () => {
    const answer = await server.client.upload({
      bytes: 'sent',
      headers: { 'x-immich-checksum': sha1('meant') },
    });
    expect(answer).toMatchObject({ status: 400, body: { code: 'checksum-mismatch' } });
    const nonsense = await server.client.upload({
      bytes: 'sent',
      headers: { 'x-immich-checksum': 'nonsense' },
    });
    expect(nonsense).toMatchObject({ status: 400, body: { code: 'bad-field' } });
    await expectNothingKept();
  });

  it('[H6] refuses a body that is no form at all', async () => {
    expect(await server.client.post('/assets', {})).toMatchObject({
      status: 415,
      body: { code: 'unsupported-media-type' },
    });
    await expectNothingKept();
  });

  it('[H9] forgets a client that vanishes in the middle of a file', async () => {
    const raw = await openRaw(server);
    raw.write(
      uploadHead(server, 50_000_000) + DATES + part('assetData', 'x'.repeat(200_000), 'a.jpg').slice(0, -2),
    );
    await expect.poll(() => server.staged()).toHaveLength(1);
    raw.socket.destroy();
    await expect.poll(() => server.staged()).toEqual([]);
    await expectNothingKept();
  });
});
