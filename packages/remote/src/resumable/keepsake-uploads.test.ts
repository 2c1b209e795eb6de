import { type Remote, type UploadId, type UploadState } from '@keepsake/engine';
import {
  announcementOf,
  asKeepsake,
  bytesOf,
  chunkOf,
  partOf,
  sendJson,
  type ServerScript,
} from '@keepsake/testkit';
import { describe, expect, it } from 'vitest';
import { codeOf, live, serve } from '../testing/remote-under-test.ts';

const ASSET = '3f0f2bfa-6d5e-4d56-9b1f-0a3f7a4ce1aa';
const UPLOAD = 'f'.repeat(32) as UploadId;
const bytes = bytesOf('a', 100);
const part = partOf('ünï ✓.mov', bytes);
const base64 = (hex: string): string => Buffer.from(hex, 'hex').toString('base64');
const begin = (remote: Remote, more: Parameters<typeof announcementOf>[1] = {}): Promise<UploadState> =>
  remote.resumable.create(announcementOf(part, more), live());
const append = (remote: Remote, offset = 0, until = 100): Promise<UploadState> =>
  remote.resumable.append(chunkOf(UPLOAD, bytes, offset, until), { onBytesSent: () => undefined }, live());
const problem = (
  response: Parameters<ServerScript>[1],
  status: number,
  headers = {},
  code = 'bad-request',
): void => {
  const body = { message: 'No.', error: 'No', statusCode: status, code, requestId: 'r', type: 'about:blank' };
  response
    .writeHead(status, { 'content-type': 'application/problem+json', ...headers })
    .end(JSON.stringify(body));
};

describe('the uploads of a Keepsake server', () => {
  it.each([
    ['an original', {}, {}],
    [
      'a still with its motion part',
      { role: { kind: 'original', motionId: ASSET } },
      { livePhotoVideoId: ASSET },
    ],
    [
      'a motion part, by a name of its own',
      { role: { kind: 'motion' } },
      { visibility: 'hidden', deviceAssetId: `${announcementOf(part).deviceAssetId} (motion part)` },
    ],
    ['a film with its duration', { durationMs: 2966.4 }, { duration: 2966 }],
  ] as const)('[U4] [U1] begin %s', async (_what, more, fields) => {
    let seen: unknown;
    const remote = await serve(
      asKeepsake(({ method, url, headers }, response, body) => {
        const asset: unknown = JSON.parse(
          Buffer.from(String(headers['x-keepsake-asset']), 'base64url').toString(),
        );
        const { 'upload-length': length, 'repr-digest': digest, 'upload-complete': complete } = headers;
        seen = [method, url, asset, length, digest, complete, body.length];
        const location = `http://elsewhere.example/photos/api/uploads/${UPLOAD}`;
        response.writeHead(201, { location, 'upload-complete': '?0', 'upload-offset': '0' }).end();
      }),
    );

    expect(await begin(remote, more as Parameters<typeof announcementOf>[1])).toEqual({
      kind: 'open',
      upload: UPLOAD,
      offset: 0,
    });
    const { deviceId, deviceAssetId } = announcementOf(part);
    const asset = {
      fileName: 'ünï ✓.mov',
      deviceId,
      deviceAssetId,
      fileCreatedAt: '2019-07-14T09:30:15.250Z',
      fileModifiedAt: '2019-07-14T09:31:00.000Z',
      isFavorite: false,
      ...fields,
    };
    expect(seen).toEqual(['POST', '/api/uploads', asset, '100', `sha=:${base64(part.checksum)}:`, '?0', 0]);
  });

  it('[U4] send the next bytes to where they belong', async () => {
    const seen: unknown[] = [];
    const remote = await serve(
      asKeepsake(({ method, url, headers }, response, body) => {
        const { 'content-type': type, 'upload-offset': offset, 'upload-complete': complete } = headers;
        seen.push([method, url, type, offset, complete, Buffer.compare(body, bytes.subarray(10, 60))]);
        response.writeHead(204, { 'upload-offset': '60', 'upload-complete': '?0' }).end();
      }),
    );
    expect(await append(remote, 10, 60)).toEqual({ kind: 'open', upload: UPLOAD, offset: 60 });
    expect(seen).toEqual([['PATCH', `/api/uploads/${UPLOAD}`, 'application/partial-upload', '10', '?0', 0]]);
  });

  it('[U4] say where they belong in the address, too, where the platform sends them and may write such headers itself', async () => {
    const seen: unknown[] = [];
    const remote = await serve(
      asKeepsake(({ url }, response) => {
        seen.push(url);
        response.writeHead(204, { 'upload-offset': '60', 'upload-complete': '?0' }).end();
      }),
    );
    const native = { locate: async () => 'file:///originals/film' };
    const chunk = { ...chunkOf(UPLOAD, bytes, 10, 60), native };
    await remote.resumable.append(chunk, { onBytesSent: () => undefined }, live());
    expect(seen).toEqual([`/api/uploads/${UPLOAD}?offset=10&complete=false`]);
  });

  it.each([
    ['no place', { 'upload-complete': '?0', 'upload-offset': '0' }],
    ['a place that is none', { 'upload-complete': '?0', 'upload-offset': '0', location: '/somewhere' }],
    ['no offset', { 'upload-complete': '?0', location: `/api/uploads/${UPLOAD}` }],
    ['no word of whether it is complete', { 'upload-offset': '0', location: `/api/uploads/${UPLOAD}` }],
  ])('[E6] refuse a beginning with %s', async (_what, headers) => {
    const remote = await serve(
      asKeepsake((_request, response) => void response.writeHead(201, headers).end()),
    );
    expect(await codeOf(begin(remote))).toBe('bad-answer');
  });

  it.each([
    ['nothing kept', 204, { 'upload-offset': '0' }],
    ['more kept than was sent', 204, { 'upload-offset': '101' }],
    ['no offset', 204, {}],
    ['an offset that is none', 204, { 'upload-offset': '-1' }],
    ['the offset refused that it asks for', 409, { 'upload-offset': '0' }],
  ])('[E6] refuse an answer to an append with %s', async (_what, status, headers) => {
    const remote = await serve(
      asKeepsake((_request, response) => void response.writeHead(status, headers).end()),
    );
    expect(await codeOf(append(remote))).toBe('bad-answer');
  });

  it('[E6] believe of an upload that it is unknown only a server that says so', async () => {
    const gate: ServerScript = (_request, response) =>
      void response.writeHead(404, { 'content-type': 'text/html' }).end('<html>');
    const keeper: ServerScript = (_request, response) => {
      problem(response, 404, {}, 'not-found');
    };
    for (const [script, expected] of [
      [gate, 'bad-answer'],
      [keeper, { returned: { kind: 'unknown' } }],
    ] as const) {
      const remote = await serve(asKeepsake(script));
      expect(await codeOf(remote.resumable.look(UPLOAD, live()))).toEqual(expected);
      expect(await codeOf(append(remote))).toEqual(expected);
    }
  });

  it('[E1] pass on why the end was refused, and do not ask again where that says enough', async () => {
    for (const code of ['quota-exceeded', 'checksum-mismatch'] as const) {
      const asked: unknown[] = [];
      const remote = await serve(
        asKeepsake((request, response) => {
          asked.push(request.method);
          problem(response, 400, { 'upload-complete': '?1' }, code);
        }),
      );
      expect(await codeOf(append(remote))).toBe(code);
      expect(asked).toEqual(['PATCH']);
    }
  });

  it('[U4] [E1] tell an upload that is complete from one that is at odds with its length', async () => {
    for (const complete of ['?1', '?0']) {
      const remote = await serve(
        asKeepsake((request, response) => {
          if (request.method === 'PATCH') problem(response, 400);
          else if (request.method === 'HEAD')
            response.writeHead(204, { 'upload-complete': complete, 'upload-offset': '50' }).end();
          else sendJson(response, 200, { id: ASSET, status: 'created', checksum: part.checksum });
        }),
      );
      const outcome = { kind: 'created', remoteId: ASSET, checksum: part.checksum };
      expect(await codeOf(append(remote))).toEqual(
        complete === '?1' ? { returned: { kind: 'kept', outcome } } : 'rejected',
      );
    }
  });

  it('[E6] never send a login to where an upload is said to go on', async () => {
    const strange = '../../users/me?x=' as UploadId;
    const asked: unknown[] = [];
    const remote = await serve(
      asKeepsake((request, response) => {
        asked.push(request.url);
        problem(response, 404, {}, 'not-found');
      }),
    );
    expect(await remote.resumable.look(strange, live())).toEqual({ kind: 'unknown' });
    expect(asked).toEqual(['/api/uploads/..%2F..%2Fusers%2Fme%3Fx%3D']);
  });
});
