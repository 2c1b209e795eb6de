import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  BackupError,
  CancelSource,
  type Checksum,
  type DeviceAssetId,
  type DeviceId,
  type Remote,
  type RemoteAssetId,
  type UploadRequest,
} from '@keepsake/engine';
import { afterEach, describe, expect, it } from 'vitest';
import { createFetchTransport } from './fetch-transport.ts';
import { createRemote } from './create-remote.ts';
import { discoverServer, signIn } from './sign-in.ts';

type Script = (request: IncomingMessage, response: ServerResponse, body: Buffer) => void | Promise<void>;

const cleanups: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

/** A server that does what the test says, after it read the request. */
async function serve(script: Script): Promise<string> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => void script(request, response, Buffer.concat(chunks)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanups.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const json = (response: ServerResponse, status: number, value: unknown): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
};

const transport = createFetchTransport({
  fetch: (url, init) => fetch(url, init as RequestInit),
  createAbortController: () => new AbortController(),
  streamBody: (chunks) => ReadableStream.from(chunks),
  clock: {
    now: () => 0,
    sleep: async (durationMs, signal) => {
      const controller = new AbortController();
      const stop = (): void => {
        controller.abort();
      };
      signal.addEventListener('abort', stop);
      await sleep(durationMs, undefined, { signal: controller.signal, ref: false });
    },
  },
  stallTimeoutMs: 120,
});

const remoteAt = (serverUrl: string): Remote =>
  createRemote({ transport, serverUrl, credential: { kind: 'api-key', secret: 'key' } });
const answering = async (status: number, value: unknown): Promise<Remote> =>
  remoteAt(
    await serve((_request, response) => {
      json(response, status, value);
    }),
  );

const live = (): CancelSource => new CancelSource();
const codeOf = async (work: Promise<unknown>): Promise<unknown> => {
  try {
    return { returned: await work };
  } catch (error) {
    return error instanceof BackupError ? error.code : error;
  }
};

const DEVICE = 'device' as DeviceId;
const [id1, id2] = ['photo 1', 'photo 2'] as [DeviceAssetId, DeviceAssetId];
const [sum1, sum2] = ['11'.repeat(20), '22'.repeat(20)] as [Checksum, Checksum];
const sum1InBase64 = Buffer.from(sum1, 'hex').toString('base64');
const ASSET = '3f0f2bfa-6d5e-4d56-9b1f-0a3f7a4ce1aa' as RemoteAssetId;
const ALBUM = '4f0f2bfa-6d5e-4d56-9b1f-0a3f7a4ce1aa';

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

const me = {
  id: ASSET,
  name: 'Ada',
  quotaSizeInBytes: null,
  quotaUsageInBytes: 7,
};
const keepsake = { version: '0.1.0', albumsByName: true, existDetails: true, resumableUpload: false };

describe('describe', () => {
  it.each([
    ['keepsake', { keepsake }, '0.1.0'],
    ['immich', { smartSearch: true }, '2.7.5'],
  ])('[T2] knows a server that is %s', async (product, features, version) => {
    const seen: unknown[] = [];
    const url = await serve((request, response) => {
      seen.push(request.headers['x-api-key']);
      if (request.url === '/api/users/me') json(response, 200, me);
      else if (request.url === '/api/server/features') json(response, 200, features);
      else json(response, 200, { major: 2, minor: 7, patch: 5 });
    });

    expect(await remoteAt(url).describe(live())).toEqual({
      product,
      version,
      userId: ASSET,
      userName: 'Ada',
      storage: { usedBytes: 7, quotaBytes: undefined },
    });
    expect(seen).toEqual(['key', 'key', 'key']);
  });

  it('[E1] takes a login that no header can carry for a bad login', () => {
    expect(() =>
      createRemote({
        transport,
        serverUrl: 'http://x',
        credential: { kind: 'session', token: 'a\r\nb' },
      }),
    ).toThrow(expect.objectContaining({ code: 'unauthorized' }));
  });
});

describe('nonsense', () => {
  const calls: readonly [string, (remote: Remote) => Promise<unknown>][] = [
    ['describe', (remote) => remote.describe(live())],
    ['findDeviceAssets', (remote) => remote.findDeviceAssets(DEVICE, [id1], live())],
    ['findChecksums', (remote) => remote.findChecksums([sum1], live())],
    ['upload', (remote) => upload(remote)],
    ['addToAlbum', (remote) => remote.addToAlbum('Holiday', [ASSET], live())],
  ];

  it.each(calls)(
    '[E6] %s takes a web page, another shape, no JSON and a redirect for a bad answer',
    async (_name, call) => {
      const scripts: Script[] = [
        (_request, response) =>
          void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Hello</html>'),
        (_request, response) => {
          json(response, 200, { unexpected: true, existingIds: 'none', results: null, keepsake: 1 });
        },
        (_request, response) =>
          void response.writeHead(200, { 'content-type': 'application/json' }).end('{"existingIds":['),
        (_request, response) => void response.writeHead(204).end(),
        (_request, response) => void response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
      ];
      for (const script of scripts) {
        expect(await codeOf(call(remoteAt(await serve(script))))).toBe('bad-answer');
      }
    },
  );

  it.each(calls)('[E1] %s takes a 500 for a server error and a cut for the network', async (_name, call) => {
    expect(await codeOf(call(await answering(500, { message: 'oops' })))).toBe('server-error');
    const url = await serve((request) => void request.socket.destroy());
    expect(await codeOf(call(remoteAt(url)))).toBe('network');
  });

  it.each(calls)('[U6] %s gives up a server that is silent', async (_name, call) => {
    expect(await codeOf(call(remoteAt(await serve(() => undefined))))).toBe('timeout');
  });

  it('[E6] does not read an endless answer', async () => {
    const url = await serve((_request, response) => {
      response.writeHead(400, { 'content-type': 'application/json' });
      const flood = (): void => {
        while (!response.destroyed && response.write(' '.repeat(65_536)));
        if (!response.destroyed) response.once('drain', flood);
      };
      flood();
    });

    expect(await codeOf(remoteAt(url).findChecksums([sum1], live()))).toBe('rejected');
  });
});

describe('findDeviceAssets', () => {
  it('[D4] asks with this device, and takes the details where the server has them', async () => {
    let asked: unknown;
    const url = await serve((request, response, body) => {
      asked = [request.method, request.url, JSON.parse(body.toString())];
      const detail = {
        deviceAssetId: id1,
        assetId: ASSET,
        checksum: sum1InBase64,
        isTrashed: true,
        livePhotoVideoChecksum: null,
      };
      json(response, 200, { existingIds: [id1], existing: [detail] });
    });

    const found = await remoteAt(url).findDeviceAssets(DEVICE, [id1, id2], live());
    expect(asked).toEqual(['POST', '/api/assets/exist', { deviceAssetIds: [id1, id2], deviceId: DEVICE }]);
    const match = {
      remoteId: ASSET,
      checksum: sum1,
      motionChecksum: null,
      isMotionPart: false,
      isTrashed: true,
    };
    expect([...found]).toEqual([[id1, match]]);
  });

  it('[D4] takes the names alone from a server that tells no more', async () => {
    const found = await (
      await answering(200, { existingIds: [id2] })
    ).findDeviceAssets(DEVICE, [id1, id2], live());
    expect([...found]).toEqual([
      [id2, { remoteId: undefined, checksum: undefined, isMotionPart: false, isTrashed: false }],
    ]);
  });

  it.each([
    { existingIds: ['never asked'] },
    { existingIds: [id1], existing: [] },
    { existingIds: [], existing: [{ deviceAssetId: id1, assetId: ASSET, checksum: sum1, isTrashed: false }] },
  ])('[E6] refuses %j', async (answer) => {
    expect(await codeOf((await answering(200, answer)).findDeviceAssets(DEVICE, [id1], live()))).toBe(
      'bad-answer',
    );
  });
});

describe('findChecksums', () => {
  it('[D5] asks for each once, in hex', async () => {
    let asked: unknown;
    const url = await serve((_request, response, body) => {
      asked = JSON.parse(body.toString());
      json(response, 200, {
        results: [
          { id: sum2, action: 'accept' },
          {
            id: sum1,
            action: 'reject',
            reason: 'duplicate',
            assetId: ASSET,
            isTrashed: false,
            livePhotoVideoChecksum: sum2,
          },
        ],
      });
    });

    const found = await remoteAt(url).findChecksums([sum1, sum2, sum1], live());
    expect(asked).toEqual({ assets: [sum1, sum2].map((checksum) => ({ id: checksum, checksum })) });
    const match = {
      remoteId: ASSET,
      checksum: sum1,
      motionChecksum: sum2,
      isMotionPart: false,
      isTrashed: false,
    };
    expect([...found]).toEqual([[sum1, match]]);
  });

  it.each([
    ['nothing', []],
    ['something else', [{ id: sum2, action: 'accept' }]],
    ['the same twice', [1, 2].map(() => ({ id: sum1, action: 'accept' }))],
    ['a refusal without an asset', [{ id: sum1, action: 'reject', reason: 'duplicate' }]],
  ])('[E6] refuses an answer with %s', async (_what, results) => {
    expect(await codeOf((await answering(200, { results })).findChecksums([sum1], live()))).toBe(
      'bad-answer',
    );
  });
});

describe('upload', () => {
  it('[U1] [U2] sends fields, original and motion part in one form of exact length', async () => {
    let seen: { headers: unknown; form: FormData; lengths: unknown } | undefined;
    const url = await serve(async (request, response, body) => {
      const contentType = request.headers['content-type'] ?? '';
      const form = await new Response(new Uint8Array(body), {
        headers: { 'content-type': contentType },
      }).formData();
      const lengths = [request.headers['content-length'], request.headers['transfer-encoding']];
      seen = { headers: request.headers['x-immich-checksum'], form, lengths: [...lengths, body.length] };
      json(response, 201, { id: ASSET, status: 'created' });
    });
    const told: number[] = [];
    const onBytesSent = (bytesSent: number): void => void told.push(bytesSent);

    const outcome = await remoteAt(url).upload(livePhoto, { onBytesSent }, live());

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
    const url = await serve((request, response) => {
      const checksum = request.headers['x-immich-checksum'];
      headers.push(checksum);
      const livePhotoVideoChecksum = checksum === undefined ? sum2 : null;
      json(response, 200, { id: ASSET, status: 'duplicate', checksum: sum1, livePhotoVideoChecksum });
    });

    expect(await upload(remoteAt(url), livePhoto)).toMatchObject({ kind: 'duplicate', checksum: sum1 });
    expect(headers).toEqual([sum1, undefined]);
  });

  it('[D6] tells a duplicate from a new asset', async () => {
    expect(await upload(await answering(200, { id: ASSET, status: 'duplicate' }))).toMatchObject({
      kind: 'duplicate',
    });
  });

  it('[U9] ends the request when the source has other than the bytes it said', async () => {
    let isWhole = false;
    const url = await serve((_request, response) => {
      isWhole = true;
      json(response, 201, { id: ASSET, status: 'created' });
    });
    for (const sizeBytes of [4, 6]) {
      const original = { ...photo.original, sizeBytes };
      expect(await codeOf(upload(remoteAt(url), { ...photo, original }))).toBe('changed-while-reading');
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
    const server = createServer(() => undefined);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    cleanups.push(() => {
      server.closeAllConnections();
      server.close();
    });
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

    // The server reads nothing: the transfer stalls as soon as the buffers between are full.
    expect(await codeOf(upload(remoteAt(url), { ...photo, original }))).toBe('timeout');
    expect(readBytes).toBeLessThan(32 * 1024 * 1024);
  });
});

describe('addToAlbum', () => {
  it('[S1] makes and fills an album of any name in one request, where the server can', async () => {
    const asked: unknown[] = [];
    const url = await serve((request, response, body) => {
      if (request.url === '/api/server/features') return json(response, 200, { keepsake });
      asked.push([request.method, request.url, JSON.parse(body.toString())]);
      json(response, 200, [{ id: ASSET, success: false, error: 'duplicate' }]);
    });

    expect(await remoteAt(url).addToAlbum('50/50 ✓', [ASSET], live())).toEqual([{ kind: 'in-album' }]);
    expect(asked).toEqual([['POST', '/api/albums/50%2F50%20%E2%9C%93/assets', { assetIds: [ASSET] }]]);
  });

  it('[S1] [S3] elsewhere looks once for the exact name, makes it once, and adds', async () => {
    const asked: string[] = [];
    const url = await serve((request, response) => {
      if (request.url === '/api/server/features') return json(response, 200, {});
      asked.push(`${request.method} ${request.url}`);
      if (request.method === 'GET') return json(response, 200, [{ id: ASSET, albumName: 'Caf\u00e9' }]);
      if (request.method === 'POST') return json(response, 201, { id: ALBUM, albumName: 'caf\u00e9' });
      json(response, 200, [{ id: ASSET, success: false, error: 'no_permission' }]);
    });
    const remote = remoteAt(url);

    const names = ['Cafe\u0301', 'caf\u00e9', 'caf\u00e9', '..'];
    const added = await Promise.all(names.map((name) => remote.addToAlbum(name, [ASSET], live())));

    expect(added[0]).toEqual([{ kind: 'refused', reason: 'no_permission' }]);
    expect(asked.filter((line) => line.startsWith('GET'))).toEqual(['GET /api/albums']);
    expect(asked.filter((line) => line.startsWith('POST'))).toHaveLength(2);
    expect(asked.filter((line) => line === `PUT /api/albums/${ASSET}/assets`)).toHaveLength(1);
  });

  it.each([
    ['too few', []],
    ['others', [{ id: ALBUM, success: true }]],
  ])('[E6] refuses an answer about %s', async (_what, results) => {
    const url = await serve((request, response) => {
      json(response, 200, request.url === '/api/server/features' ? { keepsake } : results);
    });
    expect(await codeOf(remoteAt(url).addToAlbum('Holiday', [ASSET], live()))).toBe('bad-answer');
  });
});

describe('discoverServer and signIn', () => {
  const photoServer =
    (features: unknown, wellKnown?: unknown): Script =>
    (request, response) => {
      if (request.url === '/.well-known/immich' && wellKnown !== undefined) json(response, 200, wellKnown);
      else if (request.url?.endsWith('/api/server/ping') === true) json(response, 200, { res: 'pong' });
      else if (request.url?.endsWith('/api/server/features') === true) json(response, 200, features);
      else if (request.url?.endsWith('/api/server/version') === true)
        json(response, 200, { major: 2, minor: 7, patch: 5 });
      else json(response, 404, { message: 'Not found' });
    };
  const look = (address: string) => discoverServer(transport, address, live());

  it('[E1] finds a Keepsake server by an address without a scheme', async () => {
    const url = await serve(photoServer({ keepsake }));
    expect(await look(`${url.slice('http://'.length)}/api/`)).toEqual({
      kind: 'keepsake',
      version: '0.1.0',
      url,
    });
  });

  it('[E1] finds an Immich server, where it says that it is', async () => {
    const url = await serve(photoServer({}, { api: { endpoint: '/photos/api' } }));
    expect(await look(url)).toEqual({ kind: 'immich', version: '2.7.5', url: `${url}/photos` });
  });

  it('[E1] is not sent to another machine', async () => {
    for (const endpoint of ['https://evil.example/api', '//evil.example/api', '/x@evil.example/api']) {
      const url = await serve(photoServer({ keepsake }, { api: { endpoint } }));
      expect(await look(url)).toMatchObject({ kind: 'keepsake', url });
    }
  });

  it('[E6] tells another kind of server from silence', async () => {
    const page: Script = (_request, response) =>
      void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>');
    expect(await look(await serve(page))).toEqual({ kind: 'not-a-photo-server' });
    expect(await look('http://127.0.0.1:1')).toMatchObject({ kind: 'no-answer' });
    expect(await look('not an address')).toMatchObject({ kind: 'no-answer' });
  });

  it('[E1] signs in, and tells a wrong password from a server in trouble', async () => {
    const url = await serve((_request, response, body) => {
      const { password } = JSON.parse(body.toString()) as { password: string };
      if (password === 'right') json(response, 201, { accessToken: 'token', userId: ASSET, name: 'Ada' });
      else if (password === 'wrong') json(response, 401, { message: 'Incorrect email or password' });
      else json(response, 503, { message: 'Starting' });
    });
    const enter = (password: string) => signIn(transport, url, 'ada@example.org', password, live());

    expect(await enter('right')).toEqual({ kind: 'signed-in', token: 'token', userId: ASSET, name: 'Ada' });
    expect(await enter('wrong')).toEqual({ kind: 'wrong-credentials' });
    expect(await codeOf(enter('else'))).toBe('server-error');
  });
});
