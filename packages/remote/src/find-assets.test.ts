import {
  type Remote,
  type Checksum,
  type DeviceAssetId,
  type DeviceId,
  type RemoteAssetId,
} from '@keepsake/engine';
import { asImmich, asKeepsake, sendJson } from '@keepsake/testkit';
import { describe, expect, it } from 'vitest';
import { codeOf, live, serve } from './testing/remote-under-test.ts';

const answering = (value: unknown): Promise<Remote> =>
  serve(asKeepsake((_request, response) => void sendJson(response, 200, value)));
const DEVICE = 'device' as DeviceId;
const [id1, id2] = ['photo 1', 'photo 2'] as [DeviceAssetId, DeviceAssetId];
const [sum1, sum2] = ['11'.repeat(20), '22'.repeat(20)] as [Checksum, Checksum];
const sum1InBase64 = Buffer.from(sum1, 'hex').toString('base64');
const ASSET = '3f0f2bfa-6d5e-4d56-9b1f-0a3f7a4ce1aa' as RemoteAssetId;

const ANOTHER = '4f0f2bfa-6d5e-4d56-9b1f-0a3f7a4ce1aa';
const detailOf = (assetId: string): object => ({
  deviceAssetId: id1,
  assetId,
  checksum: sum1,
  isTrashed: false,
});

describe('findDeviceAssets', () => {
  it('[D4] asks with this device, and takes the details where the server has them', async () => {
    let asked: unknown;
    const remote = await serve(
      asKeepsake((request, response, body) => {
        asked = [request.method, request.url, JSON.parse(body.toString())];
        const detail = {
          deviceAssetId: id1,
          assetId: ASSET,
          checksum: sum1InBase64,
          isTrashed: true,
          livePhotoVideoChecksum: null,
        };
        sendJson(response, 200, { existingIds: [id1], existing: [detail] });
      }),
    );

    const found = await remote.findDeviceAssets(DEVICE, [id1, id2], live());
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
      await answering({ existingIds: [id2] })
    ).findDeviceAssets(DEVICE, [id1, id2], live());
    expect([...found]).toEqual([
      [id2, { remoteId: undefined, checksum: undefined, isMotionPart: false, isTrashed: false }],
    ]);
  });

  it.each([
    { existingIds: ['never asked'] },
    { existingIds: [id1], existing: [] },
    { existingIds: [id1], existing: [detailOf(ASSET), detailOf(ANOTHER)] },
    { existingIds: [], existing: [{ deviceAssetId: id1, assetId: ASSET, checksum: sum1, isTrashed: false }] },
  ])('[E6] refuses %j', async (answer) => {
    expect(await codeOf((await answering(answer)).findDeviceAssets(DEVICE, [id1], live()))).toBe(
      'bad-answer',
    );
  });

  it('[D4] asks nothing of a server that knows no names of devices', async () => {
    const asked: unknown[] = [];
    const remote = await serve(asImmich(3, (request) => void asked.push(request.url)));
    expect(await remote.findDeviceAssets(DEVICE, [id1], live())).toEqual(new Map());
    expect(asked).toEqual([]);
  });
});

describe('findChecksums', () => {
  it('[D5] asks for each once, in hex', async () => {
    let asked: unknown;
    const remote = await serve(
      asKeepsake((_request, response, body) => {
        asked = JSON.parse(body.toString());
        sendJson(response, 200, {
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
      }),
    );

    const found = await remote.findChecksums([sum1, sum2, sum1], live());
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
    expect(await codeOf((await answering({ results })).findChecksums([sum1], live()))).toBe('bad-answer');
  });
});
