import { type RemoteAssetId } from '@keepsake/engine';
import { asImmich, asKeepsake, sendJson } from '@keepsake/testkit';
import { describe, expect, it } from 'vitest';
import { codeOf, live, serve } from './testing/remote-under-test.ts';

const ASSET = '3f0f2bfa-6d5e-4d56-9b1f-0a3f7a4ce1aa' as RemoteAssetId;
const ALBUM = '4f0f2bfa-6d5e-4d56-9b1f-0a3f7a4ce1aa';

describe('addToAlbum', () => {
  it('[S1] makes and fills an album of any name in one request, where the server can', async () => {
    const asked: unknown[] = [];
    const remote = await serve(
      asKeepsake((request, response, body) => {
        asked.push([request.method, request.url, JSON.parse(body.toString())]);
        sendJson(response, 200, [{ id: ASSET, success: false, error: 'duplicate' }]);
      }),
    );

    expect(await remote.addToAlbum('50/50 ✓', [ASSET], live())).toEqual([{ kind: 'in-album' }]);
    expect(asked).toEqual([['POST', '/api/albums/50%2F50%20%E2%9C%93/assets', { assetIds: [ASSET] }]]);
  });

  it('[S1] [S3] elsewhere looks once for the exact name, makes it once, and adds', async () => {
    const asked: string[] = [];
    const remote = await serve(
      asImmich(2, (request, response) => {
        asked.push(`${request.method} ${request.url}`);
        if (request.method === 'GET') return sendJson(response, 200, [{ id: ASSET, albumName: 'Caf\u00e9' }]);
        if (request.method === 'POST') return sendJson(response, 201, { id: ALBUM, albumName: 'caf\u00e9' });
        sendJson(response, 200, [{ id: ASSET, success: false, error: 'no_permission' }]);
      }),
    );

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
    const remote = await serve(asKeepsake((_request, response) => void sendJson(response, 200, results)));
    expect(await codeOf(remote.addToAlbum('Holiday', [ASSET], live()))).toBe('bad-answer');
  });
});
