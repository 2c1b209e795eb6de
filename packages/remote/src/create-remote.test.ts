import {
  type Remote,
  type Checksum,
  type DeviceAssetId,
  type DeviceId,
  type RemoteAssetId,
  type UploadId,
} from '@keepsake/engine';
import {
  announcementOf,
  asImmich,
  asKeepsake,
  bytesOf,
  chunkOf,
  partOf,
  requestOf,
  sendJson,
  type ServerScript,
} from '@keepsake/testkit';
import { describe, expect, it } from 'vitest';
import { createRemote } from './create-remote.ts';
import { codeOf, live, serve, transport } from './testing/remote-under-test.ts';

const DEVICE = 'device' as DeviceId;
const id1 = 'photo 1' as DeviceAssetId;
const sum1 = '11'.repeat(20) as Checksum;
const ASSET = '3f0f2bfa-6d5e-4d56-9b1f-0a3f7a4ce1aa' as RemoteAssetId;
const UPLOAD = 'f'.repeat(32) as UploadId;
const file = partOf('a.jpg', bytesOf('a', 10));
const silent = { onBytesSent: () => undefined };
const me = { id: ASSET, name: 'Ada', quotaSizeInBytes: null, quotaUsageInBytes: 7 };

describe('describe', () => {
  it.each([
    ['a Keepsake server', asKeepsake, { product: 'keepsake', version: '0.1.0' }, [true, true, true]],
    [
      'Immich 2',
      (script: ServerScript) => asImmich(2, script),
      { product: 'immich', version: '2.2.1' },
      [false, true, false],
    ],
    [
      'Immich 3',
      (script: ServerScript) => asImmich(3, script),
      { product: 'immich', version: '3.2.1' },
      [false, false, false],
    ],
  ] as const)('[T2] knows %s, and what it can do', async (_what, as, product, can) => {
    const seen: unknown[] = [];
    const remote = await serve(
      as((request, response) => {
        seen.push(request.headers['x-api-key']);
        if (request.method !== 'OPTIONS') return sendJson(response, 200, me);
        response.writeHead(204, { 'upload-limit': 'max-size=1000, max-append-size=500, max-age=60' }).end();
      }),
    );

    const [isResumable, deviceNames, deepVerify] = can;
    expect(await remote.describe(live())).toEqual({
      ...product,
      userId: ASSET,
      userName: 'Ada',
      storage: { usedBytes: 7, quotaBytes: undefined },
      can: { resumable: isResumable ? { maxAppendBytes: 500 } : undefined, deviceNames, deepVerify },
    });
    expect(new Set(seen)).toEqual(new Set(['key']));
  });

  it('[U4] does without the limit of a server whose proxy lets no question for it through', async () => {
    for (const [status, code] of [
      [405, undefined],
      [404, undefined],
      [200, undefined],
      [503, 'server-error'],
    ] as const) {
      const remote = await serve(
        asKeepsake((request, response) => {
          if (request.method === 'OPTIONS') sendJson(response, status, { message: 'no' });
          else sendJson(response, 200, me);
        }),
      );
      const result = await codeOf(remote.describe(live()));
      if (code !== undefined) expect(result).toBe(code);
      else expect(result).toMatchObject({ returned: { can: { resumable: { maxAppendBytes: undefined } } } });
    }
  });

  it('[E6] finds out anew which server it is', async () => {
    let isKeepsake = false;
    const [keepsake, immich] = [asKeepsake, (script: ServerScript) => asImmich(2, script)].map((as) =>
      as((_request, response) => void sendJson(response, 200, me)),
    );
    const remote = await serve((...call) => (isKeepsake ? keepsake : immich)?.(...call));
    expect((await remote.describe(live())).product).toBe('immich');
    isKeepsake = true;
    expect((await remote.describe(live())).product).toBe('keepsake');
  });

  it('[E1] takes a login that no header can carry for a bad login', () => {
    const credential = { kind: 'session', token: 'a\r\nb' } as const;
    expect(() => createRemote({ transport, serverUrl: 'http://x', credential })).toThrow(
      expect.objectContaining({ code: 'unauthorized' }),
    );
  });
});

describe('nonsense', () => {
  const calls: readonly [string, (remote: Remote) => Promise<unknown>][] = [
    ['describe', (remote) => remote.describe(live())],
    ['findDeviceAssets', (remote) => remote.findDeviceAssets(DEVICE, [id1], live())],
    ['findChecksums', (remote) => remote.findChecksums([sum1], live())],
    ['verify', (remote) => remote.verify([sum1], { isDeep: false }, live())],
    ['verify deep', (remote) => remote.verify([sum1], { isDeep: true }, live())],
    ['upload', (remote) => remote.upload(requestOf(file), silent, live())],
    ['addToAlbum', (remote) => remote.addToAlbum('Holiday', [ASSET], live())],
    ['create', (remote) => remote.resumable.create(announcementOf(file), live())],
    ['look', (remote) => remote.resumable.look(UPLOAD, live())],
    ['append', (remote) => remote.resumable.append(chunkOf(UPLOAD, bytesOf('a', 10), 0), silent, live())],
    ['cancel', (remote) => remote.resumable.cancel(UPLOAD, live())],
  ];
  /** Twice: from the first question on, and once it is known who is asked. */
  const eachWay = (script: ServerScript): Promise<readonly Remote[]> =>
    Promise.all([script, asKeepsake(script)].map((each) => serve(each)));

  it.each(calls)(
    '[E6] %s takes a web page, another shape, no JSON and a redirect for a bad answer',
    async (name, call) => {
      const scripts: ServerScript[] = [
        (_request, response) =>
          void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Hello</html>'),
        (_request, response) => {
          sendJson(response, 200, { unexpected: true, existingIds: 'none', results: null, keepsake: 1 });
        },
        (_request, response) =>
          void response.writeHead(200, { 'content-type': 'application/json' }).end('{"existingIds":['),
        (_request, response) => void response.writeHead(204).end(),
        (_request, response) => void response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
        (_request, response) => void response.writeHead(404, { 'content-type': 'text/html' }).end('<html>'),
      ];
      for (const [index, script] of scripts.entries()) {
        for (const [way, remote] of (await eachWay(script)).entries()) {
          // An answer without anything is what giving an upload up is answered with.
          const isFine = name === 'cancel' && index === 3 && way === 1;
          expect([index, way, await codeOf(call(remote))]).toEqual([
            index,
            way,
            isFine ? { returned: undefined } : 'bad-answer',
          ]);
        }
      }
    },
  );

  it.each(calls)(
    '[E1] %s takes a 500 for a server error, a 429 with its delay, and a cut for the network',
    async (_name, call) => {
      for (const remote of await eachWay(
        (_request, response) => void sendJson(response, 500, { message: 'oops' }),
      ))
        expect(await codeOf(call(remote))).toBe('server-error');
      const busy: ServerScript = (_request, response) =>
        void response.writeHead(429, { 'retry-after': '7' }).end();
      for (const remote of await eachWay(busy))
        await expect(call(remote)).rejects.toMatchObject({ code: 'too-many-requests', retryAfterMs: 7000 });
      for (const remote of await eachWay((request) => void request.socket.destroy()))
        expect(await codeOf(call(remote))).toBe('network');
    },
  );

  it.each(calls.filter(([name]) => name !== 'verify deep'))(
    '[U6] %s gives up a server that is silent',
    async (_name, call) => {
      for (const remote of await eachWay(() => undefined)) expect(await codeOf(call(remote))).toBe('timeout');
    },
  );

  it('[E6] does not read an endless answer', async () => {
    const remote = await serve((_request, response) => {
      response.writeHead(400, { 'content-type': 'application/json' });
      const flood = (): void => {
        while (!response.destroyed && response.write(' '.repeat(65_536)));
        if (!response.destroyed) response.once('drain', flood);
      };
      flood();
    });

    expect(await codeOf(remote.findChecksums([sum1], live()))).toBe('rejected');
  });
});
