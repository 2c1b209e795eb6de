import type { Checksum } from '@keepsake/engine';
import { asImmich, sendJson, type ServerScript } from '@keepsake/testkit';
import { describe, expect, it } from 'vitest';
import { codeOf, live, serve } from './testing/remote-under-test.ts';

const sumOf = (index: number): Checksum => index.toString(16).padStart(40, '0') as Checksum;
const idOf = (checksum: string): string => `3f0f2bfa-6d5e-4d56-9b1f-${checksum.slice(-12)}`;

/** A server of Immich that keeps all bytes that it is asked for; what it says of each beyond that is for the test. */
function keepingAll(
  told: (checksum: string) => object,
  shown: (id: string) => object | undefined,
): { readonly script: ServerScript; readonly seen: { looks: number; atOnce: number } } {
  const seen = { looks: 0, atOnce: 0 };
  let underWay = 0;
  const script: ServerScript = (request, response, body) => {
    if (request.method === 'POST') {
      const { assets } = JSON.parse(body.toString()) as { assets: { id: string }[] };
      const results = assets.map(({ id }) => {
        return { id, action: 'reject', reason: 'duplicate', assetId: idOf(id), ...told(id) };
      });
      return sendJson(response, 200, { results });
    }
    const id = (request.url ?? '').split('/').at(-1) ?? '';
    const asset = shown(id);
    seen.looks += 1;
    underWay += 1;
    seen.atOnce = Math.max(seen.atOnce, underWay);
    setTimeout(() => {
      underWay -= 1;
      if (asset === undefined) sendJson(response, 400, { message: 'Not found or no asset.read access' });
      else sendJson(response, 200, { ...PLAIN, id, ...asset });
    }, 1);
  };
  return { script: asImmich(1, script), seen };
}

const PLAIN = {
  originalFileName: 'a.jpg',
  checksum: sumOf(1),
  fileCreatedAt: '2019-07-14T09:30:15.250Z',
  fileModifiedAt: '2019-07-14T09:31:00.000Z',
  isTrashed: false,
  visibility: 'timeline',
};

describe('what an answer about checksums leaves open', () => {
  const trash = (trashed: Checksum, gone: Checksum) =>
    keepingAll(
      () => ({}),
      (id) => (id === idOf(gone) ? undefined : { isTrashed: id === idOf(trashed) }),
    );

  it('[D10] [V1] is looked up: whether it lies in the trash, where an older Immich does not say so', async () => {
    const [here, trashed, gone] = [sumOf(1), sumOf(2), sumOf(3)];
    const remote = await serve(trash(trashed, gone).script);
    const found = await remote.findChecksums([here, trashed, gone], live());
    expect([...found].map(([checksum, { isTrashed }]) => [checksum, isTrashed])).toEqual([
      [here, false],
      [trashed, true],
    ]);
    const { kept } = await remote.verify([here, trashed, gone], { isDeep: false }, live());
    expect([...kept.keys()]).toEqual([here]);
  });

  it('[D10] [E6] is never guessed when the look fails', async () => {
    const { script } = trash(sumOf(2), sumOf(3));
    const remote = await serve((request, response, body) =>
      (request.url ?? '').startsWith('/api/assets/3f0f')
        ? sendJson(response, 503, { message: 'busy' })
        : script(request, response, body),
    );
    expect(await codeOf(remote.findChecksums([sumOf(1)], live()))).toBe('server-error');
  });

  it('[D3] is looked up of videos alone: three requests for 10,000 photos and 3 videos', async () => {
    const videos = new Set([sumOf(7), sumOf(4_999), sumOf(9_000)]);
    const { script, seen } = keepingAll(
      () => ({ isTrashed: false }),
      (id) => ({ visibility: id === idOf(sumOf(7)) ? 'hidden' : 'timeline' }),
    );
    const remote = await serve(script);
    const sums = Array.from({ length: 10_003 }, (_, index) => sumOf(index));
    const motionParts: Checksum[] = [];
    for (let from = 0; from < sums.length; from += 5_000) {
      const found = await remote.findChecksums(sums.slice(from, from + 5_000), live(), videos);
      for (const [checksum, { isMotionPart }] of found) if (isMotionPart) motionParts.push(checksum);
    }
    expect(seen.looks).toBe(3);
    expect(motionParts).toEqual([sumOf(7)]);
  });

  it('[D3] stays as it was told of a video that the server keeps and does not show', async () => {
    const { script } = keepingAll(
      () => ({ isTrashed: false }),
      () => undefined,
    );
    const found = await (await serve(script)).findChecksums([sumOf(1)], live(), new Set([sumOf(1)]));
    expect(found.get(sumOf(1))).toMatchObject({ isMotionPart: false, isTrashed: false });
  });

  it('[D5] is looked up a few at a time', async () => {
    const { script, seen } = keepingAll(
      () => ({}),
      () => ({}),
    );
    const sums = Array.from({ length: 60 }, (_, index) => sumOf(index));
    expect((await (await serve(script)).findChecksums(sums, live())).size).toBe(60);
    expect(seen.looks).toBe(60);
    expect(seen.atOnce).toBeLessThanOrEqual(8);
  });
});
