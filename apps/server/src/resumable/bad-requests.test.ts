import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filesBelow } from '../testing/files-below.ts';
import { openRaw } from '../testing/raw-request.ts';
import { assetHeader, ResumableClient } from '../testing/resumable-client.ts';
import { openTestServer, type TestServer } from '../testing/test-server.ts';

const BYTES = Buffer.from('0123456789');

/** A header to change, and the code of the refusal. */
type Case = readonly [string, Readonly<Record<string, string | undefined>>, string];

const base64url = (text: string): string => Buffer.from(text).toString('base64url');
const asset = (changes: Record<string, unknown>): Record<string, string> => ({
  'x-keepsake-asset': assetHeader(changes),
});

const BAD_CREATIONS: readonly Case[] = [
  ['without Upload-Complete', { 'upload-complete': undefined }, 'bad-field'],
  ['with an Upload-Complete that is none', { 'upload-complete': 'yes' }, 'bad-field'],
  ['with two values of Upload-Complete', { 'upload-complete': '?1, ?1' }, 'bad-field'],
  ['without an asset', { 'x-keepsake-asset': undefined }, 'missing-field'],
  ['with an asset that is no base64url', { 'x-keepsake-asset': '{"fileName":"a.jpg"}' }, 'bad-field'],
  ['with an asset that is no JSON', { 'x-keepsake-asset': base64url('fileName=a.jpg') }, 'bad-field'],
  [
    'with an asset that is no UTF-8',
    { 'x-keepsake-asset': Buffer.from([0x22, 0xff, 0x22]).toString('base64url') },
    'bad-field',
  ],
  ['with an asset that is no object', { 'x-keepsake-asset': base64url('[1]') }, 'bad-field'],
  ['without a file name', asset({ fileName: undefined }), 'bad-field'],
  ['with an unknown extension', asset({ fileName: 'a.exe' }), 'unsupported-file-type'],
  ['with a name that ends in a slash', asset({ fileName: 'a.jpg/' }), 'unsupported-file-type'],
  ['with a bad date', asset({ fileCreatedAt: 'yesterday' }), 'bad-field'],
  ['with a date outside the calendar', asset({ fileCreatedAt: '0000-01-01T00:00:00+14:00' }), 'bad-field'],
  ['with a favorite that is none', asset({ isFavorite: 'maybe' }), 'bad-field'],
  ['with a motion part of a video', asset({ livePhotoVideoId: crypto.randomUUID() }), 'bad-field'],
  [
    'with a motion part that is not there',
    asset({ fileName: 'a.jpg', livePhotoVideoId: crypto.randomUUID() }),
    'bad-field',
  ],
  ['with a malformed Repr-Digest', { 'repr-digest': 'sha=abc' }, 'bad-field'],
  ['with a broken Repr-Digest', { 'repr-digest': 'sha=:' }, 'bad-field'],
  ['with a Repr-Digest of the wrong size', { 'repr-digest': 'sha=:aGk=:' }, 'bad-field'],
  ['with a malformed Content-Digest', { 'content-digest': 'sha-256=:aGk=:' }, 'bad-field'],
  ['with a malformed Want-Repr-Digest', { 'want-repr-digest': 'sha=11' }, 'bad-field'],
  ['with lengths that disagree', { 'upload-length': '11' }, 'bad-request'],
  ['with less length than content', { 'upload-complete': '?0', 'upload-length': '9' }, 'bad-request'],
  [
    'with a length beyond all limits',
    { 'upload-complete': '?0', 'upload-length': '999999999999999' },
    'payload-too-large',
  ],
  ['of nothing', { 'upload-complete': '?0', 'upload-length': '0', 'content-length': '0' }, 'empty-file'],
  ['with a content coding', { 'content-encoding': 'gzip' }, 'unsupported-media-type'],
  ['without a login', { authorization: undefined }, 'unauthorized'],
  ['with a login that is not good', { authorization: 'Bearer nonsense' }, 'unauthorized'],
];

const BAD_APPENDS: readonly Case[] = [
  ['without Upload-Complete', { 'upload-complete': undefined }, 'bad-field'],
  ['without Upload-Offset', { 'upload-offset': undefined }, 'bad-field'],
  ['with an offset that is none', { 'upload-offset': '-1' }, 'bad-field'],
  ['with an offset that is too large for a number', { 'upload-offset': '99999999999999999999' }, 'bad-field'],
  ['at another offset', { 'upload-offset': '5' }, 'conflict'],
  ['of another media type', { 'content-type': 'application/octet-stream' }, 'unsupported-media-type'],
  ['with another length', { 'upload-length': '99' }, 'bad-request'],
  ['with a content that ends elsewhere than the length', { 'upload-complete': '?1' }, 'bad-request'],
  ['with a malformed Content-Digest', { 'content-digest': 'sha' }, 'bad-field'],
  ['with a content coding', { 'content-encoding': 'br' }, 'unsupported-media-type'],
];

describe('bad requests for uploads', () => {
  let server: TestServer;
  let resumable: ResumableClient;
  beforeAll(async () => {
    server = await openTestServer();
    resumable = new ResumableClient(server.client);
  });
  afterAll(() => server.close());

  it.each(BAD_CREATIONS)(
    '[H11] a creation %s is refused, and nothing is kept',
    async (_name, headers, code) => {
      const body = headers['content-length'] === '0' ? undefined : BYTES;
      const answer = await resumable.create(body, {
        'content-length': String(body?.length ?? 0),
        ...headers,
      });
      expect(answer.body).toMatchObject({ code, status: answer.status });
      expect(answer.body.type).toMatch(/^(about:blank|https:)/);
      expect(answer.status).toBeLessThan(500);
      expect(answer.body.detail).toMatch(/^[A-Z].*[.!)]$/);
      expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
      expect(answer.interim).toEqual([]);
      expect(server.rowCount('uploads')).toBe(0);
      expect(await filesBelow(`${server.dataDir}/uploads`)).toEqual([]);
    },
  );

  it.each(BAD_APPENDS)('[H11] an append %s is refused, and appends nothing', async (_name, headers, code) => {
    const location = await resumable.begin({ 'upload-length': '20' });
    const answer = await resumable.append(location, 0, BYTES, { 'upload-complete': '?0', ...headers });
    expect(answer.body.code).toBe(code);
    expect(answer.status).toBeLessThan(500);
    expect(await resumable.offsetOf(location)).toBe(0);
    await resumable.send('DELETE', location, undefined, {});
  });

  it('[H11] says where an upload goes on to whoever goes on elsewhere', async () => {
    const location = await resumable.begin();
    await resumable.append(location, 0, BYTES, { 'upload-complete': '?0' });
    const answer = await resumable.append(location, 3, BYTES);
    expect(answer).toMatchObject({
      status: 409,
      headers: { 'upload-offset': '10' },
      body: { 'expected-offset': 10, 'provided-offset': 3 },
    });
    await resumable.send('DELETE', location, undefined, {});
  });

  it.each(['no-id', '0123456789ABCDEF0123456789ABCDEF', '..%2f..%2fkeepsake.sqlite', 'x'.repeat(5000)])(
    '[H11] knows no upload %s',
    async (id) => {
      for (const method of ['HEAD', 'GET', 'PATCH', 'DELETE'])
        expect((await resumable.send(method, `/api/uploads/${id}`, undefined, {})).status).toBe(404);
    },
  );

  it('[H11] answers a client that is still sending what is refused, on a connection that stays usable', async () => {
    const raw = await openRaw(server);
    const head = (method: string, path: string, more: string) =>
      `${method} ${path} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${server.client.token}\r\n${more}\r\n`;
    raw.write(head('POST', '/api/uploads', `content-length: 3000000\r\nupload-complete: ?1\r\n`));
    for (let n = 0; n < 30; n++) raw.write(Buffer.alloc(100_000));
    expect(await raw.until('missing-field')).toMatch(/^HTTP\/1\.1 400 /);
    raw.write(head('OPTIONS', '/api/uploads', ''));
    await raw.until('HTTP/1.1 204 No Content');
    raw.socket.destroy();
  });

  it('[H11] tells a client to go on once its upload is let in, beside the 104', async () => {
    const raw = await openRaw(server);
    raw.write(
      `POST /api/uploads HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${server.client.token}\r\nexpect: 100-continue\r\n` +
        `content-length: 10\r\nupload-complete: ?1\r\nx-keepsake-asset: ${assetHeader()}\r\nupload-draft-interop-version: 8\r\n\r\n`,
    );
    const interim = await raw.until('HTTP/1.1 100 Continue');
    expect(interim).toMatch(/^HTTP\/1\.1 104 /);
    raw.write(BYTES);
    await raw.until('"status":"created"');
    raw.socket.destroy();
  });
});
