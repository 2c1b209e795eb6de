import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type Remote,
  type Checksum,
  type DeviceAssetId,
  type DeviceId,
  type RemoteAssetId,
  type UploadRequest,
} from '@keepsake/engine';
import { asKeepsake, sendJson } from '@keepsake/testkit';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createRemote } from './create-remote.ts';
import { codeOf, live, serve, transport } from './testing/remote-under-test.ts';

const FEATURES = { version: '0.1.0', albumsByName: true, existDetails: true, resumableUpload: true };
const answering = (status: number, value: unknown): Promise<Remote> =>
  serve(asKeepsake((_request, response) => void sendJson(response, status, value)));
const DEVICE = 'device' as DeviceId;
const id1 = 'photo 1' as DeviceAssetId;
const [sum1, sum2] = ['11'.repeat(20), '22'.repeat(20)] as [Checksum, Checksum];
const sum1InBase64 = Buffer.from(sum1, 'hex').toString('base64');
const ASSET = '3f0f2bfa-6d5e-4d56-9b1f-0a3f7a4ce1aa' as RemoteAssetId;

const photo: UploadRequest = {
  deviceId: DEVICE,
  deviceAssetId: id1,
  createdAtMs: Date.UTC(2019, 6, 14, 9, 30, 15, 250),
  modifiedAtMs: Date.UTC(2019, 6, 14, 9, 31),
  isFavorite: true,
  durationMs: 2966,
  original: {
    fileName: 'a.heic',
    sizeBytes: 5,
    checksum: sum1,
    read: async function* () {
      await Promise.resolve();
      yield Buffer.from('still');
    },
  },
  motion: undefined,
};
const livePhoto: UploadRequest = {
  ...photo,
  motion: { ...photo.original, fileName: 'a.mov', checksum: sum2 },
};
const upload = (remote: Remote, request = photo): Promise<unknown> =>
  remote.upload(request, { onBytesSent: () => undefined }, live());

describe('uploadInOne', () => {
  it('[U1] [U2] sends fields, original and motion part in one form of exact length', async () => {
    let seen: { headers: unknown; form: FormData; lengths: unknown } | undefined;
    const remote = await serve(
      asKeepsake(async (request, response, body) => {
        const contentType = request.headers['content-type'] ?? '';
        const form = await new Response(new Uint8Array(body), {
          headers: { 'content-type': contentType },
        }).formData();
        const lengths = [request.headers['content-length'], request.headers['transfer-encoding']];
        seen = { headers: request.headers['x-immich-checksum'], form, lengths: [...lengths, body.length] };
        sendJson(response, 201, { id: ASSET, status: 'created' });
      }),
    );
    const told: number[] = [];
    const onBytesSent = (bytesSent: number): void => void told.push(bytesSent);

    const outcome = await remote.upload(livePhoto, { onBytesSent }, live());

    expect(outcome).toEqual({ kind: 'created', remoteId: ASSET, checksum: undefined });
    expect(seen?.headers).toBe(sum1);
    const fields = [...(seen?.form ?? [])].map(([name, value]) => [
      name,
      typeof value === 'string' ? value : value.name,
    ]);
    expect(fields).toEqual([
      ['deviceAssetId', id1],
      ['deviceId', DEVICE],
      ['fileCreatedAt', '2019-07-14T09:30:15.250Z'],
      ['fileModifiedAt', '2019-07-14T09:31:00.000Z'],
      ['isFavorite', 'true'],
      ['filename', 'a.heic'],
      ['duration', '0:00:02.966000'],
      ['assetData', 'a.heic'],
      ['livePhotoData', 'a.mov'],
    ]);
    expect(seen?.lengths).toEqual([
      expect.stringMatching(/^\d+$/),
      undefined,
      Number((seen?.lengths as string[])[0]),
    ]);
    expect(told.at(-1)).toBe(10);
  });

  it.each([
    [
      'the same bytes in base64',
      photo,
      { checksum: sum1InBase64 },
      { returned: { kind: 'created', checksum: sum1 } },
    ],
    ['other bytes', photo, { checksum: sum2 }, 'checksum-mismatch'],
    [
      'both parts',
      livePhoto,
      { checksum: sum1, livePhotoVideoChecksum: sum2 },
      { returned: { checksum: sum1 } },
    ],
    ['another motion part', livePhoto, { checksum: sum1, livePhotoVideoChecksum: sum1 }, 'checksum-mismatch'],
    ['no motion part', livePhoto, { checksum: sum1, livePhotoVideoChecksum: null }, 'checksum-mismatch'],
    ['a checksum that is none', photo, { checksum: 'abc' }, 'bad-answer'],
    ['a status that contradicts itself', photo, { status: 'duplicate' }, 'bad-answer'],
  ])(
    '[U9] compares what was sent with a server that says it keeps %s',
    async (_what, request, more, outcome) => {
      const remote = await answering(201, { id: ASSET, status: 'created', ...more });
      const result = await codeOf(upload(remote, request));
      if (typeof outcome === 'string') expect(result).toBe(outcome);
      else expect(result).toMatchObject(outcome);
    },
  );

  it('[U2] sends the motion part of a still that is kept already, which the checksum would hide', async () => {
    const headers: unknown[] = [];
    const remote = await serve(
      asKeepsake((request, response) => {
        const checksum = request.headers['x-immich-checksum'];
        headers.push(checksum);
        const livePhotoVideoChecksum = checksum === undefined ? sum2 : null;
        sendJson(response, 200, { id: ASSET, status: 'duplicate', checksum: sum1, livePhotoVideoChecksum });
      }),
    );

    expect(await upload(remote, livePhoto)).toMatchObject({ kind: 'duplicate', checksum: sum1 });
    expect(headers).toEqual([sum1, undefined]);
  });

  it('[D6] tells a duplicate from a new asset', async () => {
    expect(await upload(await answering(200, { id: ASSET, status: 'duplicate' }))).toMatchObject({
      kind: 'duplicate',
    });
  });

  it('[U9] ends the request when the source has other than the bytes it said', async () => {
    let isWhole = false;
    const remote = await serve(
      asKeepsake((_request, response) => {
        isWhole = true;
        sendJson(response, 201, { id: ASSET, status: 'created' });
      }),
    );
    for (const sizeBytes of [4, 6]) {
      const original = { ...photo.original, sizeBytes };
      expect(await codeOf(upload(remote, { ...photo, original }))).toBe('changed-while-reading');
    }
    expect(isWhole).toBe(false);
  });

  it('[U3] asks the source for no more than the network takes', async () => {
    const sizeBytes = 256 * 1024 * 1024;
    let readBytes = 0;
    const chunk = Buffer.alloc(65_536);
    const original = {
      ...photo.original,
      sizeBytes,
      read: async function* () {
        for (; readBytes < sizeBytes; readBytes += chunk.length) {
          await Promise.resolve();
          yield chunk;
        }
      },
    };
    const server = createServer((request, response) => {
      if (request.url === '/api/server/features') sendJson(response, 200, { keepsake: FEATURES });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    const serverUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const remote = createRemote({ transport, serverUrl, credential: { kind: 'api-key', secret: 'key' } });

    // The server reads nothing: the transfer stalls as soon as the buffers between are full.
    expect(await codeOf(upload(remote, { ...photo, original }))).toBe('timeout');
    expect(readBytes).toBeLessThan(32 * 1024 * 1024);
  });
});
