import { type Remote } from '@keepsake/engine';
import { asImmich, bytesOf, partOf, requestOf, sendJson, type ServerScript } from '@keepsake/testkit';
import { describe, expect, it } from 'vitest';
import { codeOf, live, serve } from './testing/remote-under-test.ts';

const [MOTION, STILL] = ['3f0f2bfa-6d5e-4d56-9b1f-0a3f7a4ce1aa', '4f0f2bfa-6d5e-4d56-9b1f-0a3f7a4ce1aa'];
const still = partOf('a.heic', bytesOf('still', 10));
const motion = partOf('a.mov', bytesOf('motion', 30));
const livePhoto = requestOf(still, { motion, durationMs: 2966, isFavorite: true });
const upload = (remote: Remote, request = livePhoto, told: number[] = []): Promise<unknown> =>
  remote.upload(request, { onBytesSent: (bytes) => void told.push(bytes) }, live());

type Form = Readonly<Record<string, unknown>>;
const formOf = async (request: Parameters<ServerScript>[0], body: Buffer): Promise<Form> => {
  const headers = { 'content-type': request.headers['content-type'] ?? '' };
  const form = await new Response(new Uint8Array(body), { headers }).formData();
  return Object.fromEntries(
    [...form].map(([name, value]) => [name, typeof value === 'string' ? value : value.name]),
  );
};

describe('uploadInTwo', () => {
  const common = {
    fileCreatedAt: '2019-07-14T09:30:15.250Z',
    fileModifiedAt: '2019-07-14T09:31:00.000Z',
    isFavorite: 'true',
  };
  const named = { deviceId: livePhoto.deviceId, deviceAssetId: livePhoto.deviceAssetId };

  it.each([
    [2, named, '0:00:02.966000'],
    [3, {}, '2966'],
  ] as const)(
    '[U1] [U2] sends Immich %i the motion part out of sight, then the still that names it',
    async (major, device, duration) => {
      const forms: unknown[] = [];
      const remote = await serve(
        asImmich(major, async (request, response, body) => {
          forms.push([request.headers['x-immich-checksum'], await formOf(request, body)]);
          sendJson(response, 201, { id: forms.length === 1 ? MOTION : STILL, status: 'created' });
        }),
      );
      const told: number[] = [];

      expect(await upload(remote, livePhoto, told)).toEqual({
        kind: 'created',
        remoteId: STILL,
        checksum: undefined,
      });
      const ofMotion =
        major === 2 ? { ...device, deviceAssetId: `${livePhoto.deviceAssetId} (motion part)` } : {};
      expect(forms).toEqual([
        [
          motion.checksum,
          { ...ofMotion, ...common, duration, filename: 'a.mov', visibility: 'hidden', assetData: 'a.mov' },
        ],
        [
          still.checksum,
          {
            ...device,
            ...common,
            duration,
            filename: 'a.heic',
            livePhotoVideoId: MOTION,
            assetData: 'a.heic',
          },
        ],
      ]);
      expect(told).toEqual(told.toSorted((a, b) => a - b));
      expect(told.at(-1)).toBe(40);
    },
  );

  it('[U2] has no outcome when the still fails after its motion part came', async () => {
    let posts = 0;
    const remote = await serve(
      asImmich(2, (_request, response) => {
        posts += 1;
        if (posts === 1) sendJson(response, 201, { id: MOTION, status: 'created' });
        else sendJson(response, 500, { message: 'oops' });
      }),
    );
    expect(await codeOf(upload(remote))).toBe('server-error');
    expect(posts).toBe(2);
  });

  const duplicateOf = async (
    asset: object,
    restored = 200,
    motionAsset: object = {},
  ): Promise<[Remote, string[]]> => {
    const asked: string[] = [];
    const remote = await serve(
      asImmich(2, (request, response, body) => {
        const isPost = request.method === 'POST' && request.url === '/api/assets';
        if (!isPost) asked.push(`${request.method} ${request.url} ${body.toString()}`.trim());
        const isMotion = isPost && body.includes('(motion part)');
        if (isPost) sendJson(response, 200, { id: isMotion ? MOTION : STILL, status: 'duplicate' });
        else if (request.url === '/api/trash/restore/assets') response.writeHead(restored).end();
        else if (request.url?.endsWith(MOTION) === true)
          sendJson(response, 200, { ...IN_ORDER, id: MOTION, visibility: 'hidden', ...motionAsset });
        else sendJson(response, 200, { ...IN_ORDER, ...asset });
      }),
    );
    return [remote, asked];
  };
  const IN_ORDER = {
    id: STILL,
    originalFileName: 'a.heic',
    checksum: still.checksum,
    fileCreatedAt: '2019-07-14T09:30:15.250Z',
    fileModifiedAt: '2019-07-14T09:31:00.000Z',
    isTrashed: false,
    visibility: 'timeline',
    livePhotoVideoId: MOTION,
  };
  const lookAtMotion = `GET /api/assets/${MOTION}`;
  const look = `GET /api/assets/${STILL}`;
  const change = `PUT /api/assets/${STILL}`;
  const restore = `POST /api/trash/restore/assets {"ids":["${STILL}"]}`;

  it.each([
    ['nothing, when it is as it should be', {}, []],
    ['the trash', { isTrashed: true }, [restore]],
    ['another motion part', { livePhotoVideoId: STILL }, [`${change} {"livePhotoVideoId":"${MOTION}"}`]],
    ['no motion part', { livePhotoVideoId: null }, [`${change} {"livePhotoVideoId":"${MOTION}"}`]],
    ['being out of sight', { visibility: 'hidden' }, [`${change} {"visibility":"timeline"}`]],
  ])('[D6] [U2] brings a duplicate back from %s', async (_what, asset, expected) => {
    const [remote, asked] = await duplicateOf(asset);
    expect(await upload(remote)).toMatchObject({ kind: 'duplicate', remoteId: STILL });
    expect(asked).toEqual([lookAtMotion, look, ...expected]);
  });

  it('[D10] [U2] brings a duplicate motion part back from the trash, and leaves it out of sight', async () => {
    const [remote, asked] = await duplicateOf({}, 200, { isTrashed: true });
    expect(await upload(remote)).toMatchObject({ kind: 'duplicate', remoteId: STILL });
    expect(asked).toEqual([lookAtMotion, `POST /api/trash/restore/assets {"ids":["${MOTION}"]}`, look]);
  });

  it('[D6] does not call kept what it could not take out of the trash', async () => {
    expect(await codeOf(upload((await duplicateOf({ isTrashed: true }, 204))[0]))).toMatchObject({
      returned: {},
    });
    expect(await codeOf(upload((await duplicateOf({ isTrashed: true }, 403))[0]))).toBe('forbidden');
  });

  it('[E1] sends no file without a byte', async () => {
    const asked: unknown[] = [];
    const remote = await serve(asImmich(3, (request) => void asked.push(request.url)));
    expect(await codeOf(upload(remote, requestOf(partOf('empty.jpg', new Uint8Array()))))).toBe('empty-file');
    expect(asked).toEqual([]);
  });
});
