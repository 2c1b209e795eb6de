import { type RemoteAssetId, type RemoteOriginal, type RemoteOriginals } from '@keepsake/engine';
import { sendJson, type ServerScript } from '@keepsake/testkit';
import { describe, expect, it } from 'vitest';
import { createRemoteOriginals } from './create-remote-originals.ts';
import { API_KEY, codeOf, listen, live, transport } from '../testing/remote-under-test.ts';

async function serve(script: ServerScript): Promise<RemoteOriginals> {
  return createRemoteOriginals({ transport, serverUrl: await listen(script), credential: API_KEY });
}
const idOf = (index: number): string => `3f0f2bfa-6d5e-4d56-9b1f-${index.toString(16).padStart(12, '0')}`;
const ID = idOf(0) as RemoteAssetId;
const assetOf = (index: number, more: object = {}): Record<string, unknown> => ({
  id: idOf(index),
  originalFileName: `${index}.jpg`,
  checksum: index.toString(16).padStart(40, '0'),
  fileCreatedAt: '2019-07-14T09:30:15.250Z',
  fileModifiedAt: '2019-07-14T09:31:00.000Z',
  isTrashed: false,
  visibility: 'timeline',
  livePhotoVideoId: null,
  ...more,
});

/** A server that keeps these assets, in this order; of one that is null it has heard, and it is gone. */
function keeping(
  assets: readonly (Record<string, unknown> | null)[],
  failures: { left: number } = { left: 0 },
): ServerScript {
  return (request, response) => {
    const path = request.url ?? '';
    const index = Number.parseInt(path.slice(-12), 16);
    const asset = assets[index];
    if (path === '/api/users/me')
      sendJson(response, 200, { id: ID, name: 'Ada', quotaSizeInBytes: null, quotaUsageInBytes: null });
    else if (path === '/api/albums') sendJson(response, 200, []);
    else if (path === '/api/download/info')
      sendJson(response, 200, {
        totalSize: 1,
        archives: [{ size: 1, assetIds: assets.map((_asset, at) => idOf(at)) }],
      });
    else if (failures.left > 0 && index === 50) {
      failures.left -= 1;
      sendJson(response, 500, { message: 'oops' });
    } else if (asset === null || asset === undefined)
      sendJson(response, 400, { message: 'Not found or no asset.read access' });
    else sendJson(response, 200, asset);
  };
}

async function listAll(originals: RemoteOriginals): Promise<RemoteOriginal[]> {
  const all: RemoteOriginal[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await originals.list(cursor, live());
    all.push(...page.originals);
    cursor = page.nextCursor;
    if (cursor === undefined) return all;
  }
}
const namesOf = (originals: readonly RemoteOriginal[]): string[] =>
  originals.map(({ fileName, motion }) =>
    motion === undefined ? fileName : `${fileName}+${motion.fileName}`,
  );

describe('createRemoteOriginals', () => {
  it.each([
    ['that says what is hidden', 'hidden'],
    ['that does not', undefined],
  ])(
    '[V3] tells a motion part with its still alone, whichever comes first, of a server %s',
    async (_what, visibility) => {
      const motion = { visibility, originalFileName: 'motion.mov' };
      const assets = Array.from({ length: 250 }, (_, index) =>
        assetOf(index, visibility === undefined ? { visibility } : {}),
      );
      assets[0] = assetOf(0, motion);
      assets[1] = assetOf(1, { ...motion, originalFileName: 'orphan.mov' });
      assets[240] = assetOf(240, {
        livePhotoVideoId: idOf(0),
        ...(visibility === undefined && { visibility }),
      });

      const names = namesOf(await listAll(await serve(keeping(assets))));
      expect(names).toHaveLength(249);
      expect(names).not.toContain('motion.mov');
      expect(names).toContain('240.jpg+motion.mov');
      expect(names.at(-1)).toBe('orphan.mov');
    },
  );

  it('[V3] says what the server names and does not let be read, apart from what went meanwhile', async () => {
    // A locked folder has the words of what is gone; only one of these goes from the list.
    const assets = [assetOf(0, { livePhotoVideoId: idOf(3) }), null, null, null, assetOf(4)];
    const script = keeping(assets);
    let lists = 0;
    const originals = await serve((request, response, body) => {
      if (request.url !== '/api/download/info') return script(request, response, body);
      lists += 1;
      const ids = [0, 1, 2, 3, 4].filter((index) => lists === 1 || index !== 2).map(idOf);
      sendJson(response, 200, { totalSize: 1, archives: [{ size: 1, assetIds: ids }] });
    });
    const page = await originals.list(undefined, live());
    expect(namesOf(page.originals)).toEqual(['0.jpg', '4.jpg']);
    expect(page.withheld).toEqual([1, 3].map((index) => ({ id: idOf(index), albumNames: [] })));
    expect(page.nextCursor).toBeUndefined();
    expect(lists).toBe(2);
  });

  it('[V3] leaves out what went meanwhile or lies in the trash', async () => {
    const assets = [assetOf(0, { livePhotoVideoId: idOf(2) }), assetOf(1, { isTrashed: true }), null];
    expect(namesOf(await listAll(await serve(keeping(assets))))).toEqual(['0.jpg']);
  });

  it.each([
    ['+020245-01-01T00:00:00.000Z', Date.UTC(20245, 0, 1)],
    ['-000001-01-01T00:00:00.000Z', Date.UTC(-1, 0, 1)],
    ['0001-01-01T00:00:00.000Z', Date.parse('0001-01-01T00:00:00.000Z')],
    ['2019-07-14T09:30:15.250+02:00', Date.UTC(2019, 6, 14, 7, 30, 15, 250)],
    ['0000-00-00T00:00:00.000Z', Number.NaN],
    ['2019-07-14T09:30:15.250', Number.NaN],
    ['', Number.NaN],
    [null, Number.NaN],
  ])('[V3] lists an original also when its date is %s', async (date, ms) => {
    const assets = [assetOf(0), assetOf(1, { fileCreatedAt: date, fileModifiedAt: date })];
    const all = await listAll(await serve(keeping(assets)));
    expect(all).toHaveLength(2);
    expect(all[1]).toMatchObject({ createdAtMs: ms, modifiedAtMs: ms });
  });

  it.each([
    [{ fileSizeInByte: 1_234 }, 1_234],
    [{ fileSizeInByte: null }, undefined],
    [{ fileSizeInByte: 0 }, undefined],
    [null, undefined],
    ['none', undefined],
    [undefined, undefined],
  ])('[V3] tells how large an original is, where the server does (%j)', async (exifInfo, sizeBytes) => {
    const [original] = await listAll(await serve(keeping([assetOf(0, { exifInfo })])));
    expect(original?.sizeBytes).toBe(sizeBytes);
  });

  it('[V3] gives a page that failed again, and begins anew with a cursor that is not its own', async () => {
    const assets = Array.from({ length: 120 }, (_, index) => assetOf(index));
    const originals = await serve(keeping(assets, { left: 1 }));
    expect(await codeOf(originals.list(undefined, live()))).toBe('server-error');
    const first = await originals.list(undefined, live());
    expect(first.originals).toHaveLength(100);
    expect((await originals.list(first.nextCursor, live())).originals).toHaveLength(20);
    expect(namesOf((await originals.list(first.nextCursor, live())).originals)).toEqual(
      namesOf(first.originals),
    );
  });

  it.each([
    ['a list', '/api/download/info'],
    ['albums', '/api/albums'],
    ['an asset', `/api/assets/${ID}`],
  ])('[E6] takes %s that makes no sense for a bad answer, not for nothing', async (_what, path) => {
    for (const status of [200, 404]) {
      const script = keeping([assetOf(0)]);
      const originals = await serve((...call) => {
        if (call[0].url !== path) return script(...call);
        call[1].writeHead(status, { 'content-type': 'text/html' }).end('<html>');
      });
      expect(await codeOf(listAll(originals))).toBe('bad-answer');
    }
  });
});

describe('reading an original', () => {
  const content = Buffer.from('0123456789');
  const read = async (originals: RemoteOriginals, fromByte: number): Promise<string> => {
    let text = '';
    for await (const chunk of originals.read(ID, fromByte, live())) text += Buffer.from(chunk).toString();
    return text;
  };

  it('[V3] makes a part of the whole, where the server gives no part', async () => {
    const originals = await serve((_request, response) => void response.writeHead(200).end(content));
    expect([await read(originals, 0), await read(originals, 7), await read(originals, 10)]).toEqual([
      '0123456789',
      '789',
      '',
    ]);
    expect(await codeOf(read(originals, 11))).toBe('bad-answer');
  });

  it('[V3] asks for the part that is wanted, and for nothing special where that is all', async () => {
    const ranges: unknown[] = [];
    const originals = await serve((request, response) => {
      ranges.push(request.headers.range);
      const isPart = request.headers.range !== undefined;
      response.writeHead(isPart ? 206 : 200, isPart ? { 'content-range': 'bytes 7-9/10' } : {});
      response.end(content.subarray(isPart ? 7 : 0));
    });
    expect([await read(originals, 7), await read(originals, 0)]).toEqual(['789', '0123456789']);
    expect(ranges).toEqual(['bytes=7-', undefined]);
  });

  it.each([
    ['another part', 206, { 'content-range': 'bytes 6-9/10' }],
    ['a part that it does not name', 206, {}],
    ['a web page', 200, { 'content-type': 'text/html' }],
  ])('[E6] refuses %s', async (_what, status, headers) => {
    const originals = await serve(
      (_request, response) => void response.writeHead(status, headers).end(content),
    );
    expect(await codeOf(read(originals, 7))).toBe('bad-answer');
  });

  it('[E1] tells what is gone from a server in trouble', async () => {
    for (const [status, message, code] of [
      [400, 'Not found or no asset.download access', 'asset-gone'],
      [400, 'Bad Request', 'rejected'],
      [503, 'oops', 'server-error'],
      [401, 'no', 'unauthorized'],
    ] as const) {
      const originals = await serve((_request, response) => void sendJson(response, status, { message }));
      expect(await codeOf(read(originals, 0))).toBe(code);
    }
  });
});
