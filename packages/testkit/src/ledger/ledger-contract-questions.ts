import type { AssetCursor, AssetKind, AssetQuery, DeviceAsset, LedgerFact } from '@keepsake/engine';
import { expect, it } from 'vitest';
import {
  NOON_MS,
  cameraOf,
  candidates,
  enumeration,
  sampleAlbum,
  sampleBackedUp,
  sampleChecksums,
  sampleFailure,
  samplePhoto,
  subject,
} from './ledger-samples.ts';
import { openedForEachTest, type OpenLedger } from './ledger-under-test.ts';

const camera = sampleAlbum('Camera');
const cursorAt = ({ createdAtMs, id }: DeviceAsset): AssetCursor => ({ createdAtMs, id });

/** Ids in the order of their code points, which is not JavaScript's: "｡" (U+FF61) comes before an emoji. */
const IDS_IN_ORDER = ['', '"', 'A', 'Z', 'a', 'aa', 'a\u0301', 'b', 'é', '日', '｡', '🏝️', '🏝️2'];

/** Which assets a question names, in which order, and page by page. */
export function describeQuestions(openLedger: OpenLedger): void {
  const test = openedForEachTest(openLedger);

  const pagesOf = async (limit: number, queryAfter: (last: DeviceAsset | undefined) => AssetQuery) => {
    const ids: string[] = [];
    let last: DeviceAsset | undefined;
    for (;;) {
      const page = await test.ledger.readAssets(queryAfter(last));
      expect(page.length).toBeLessThanOrEqual(limit);
      ids.push(...page.map(({ asset }) => asset.id));
      if (ids.length > 1_000) throw new Error('the pages never end');
      last = page.at(-1)?.asset;
      if (last === undefined) return ids;
    }
  };
  const readyIds = (assetKind: AssetKind, limit = 2, nowMs = NOON_MS) =>
    pagesOf(limit, (last) => ({
      kind: 'ready',
      nowMs,
      assetKind,
      after: last && cursorAt(last),
      limit,
    }));

  it('questions by id name each known asset once', async () => {
    const [a, b] = [samplePhoto('a'), samplePhoto('b')];
    await test.record(...cameraOf([a, b]));
    const ids = [b.id, a.id, b.id, samplePhoto('unknown').id];
    expect((await test.idsOf({ kind: 'by-id', ids })).sort()).toEqual(['a', 'b']);
  });

  it('unplanned assets come up to the limit, and no more when they are planned', async () => {
    const assets = ['a', 'b', 'c'].map((id) => samplePhoto(id));
    await test.record({ kind: 'albums-listed', albums: [camera] }, ...enumeration(camera, 1, assets));
    const planned: string[] = [];
    for (const expected of [2, 1, 0]) {
      const page = await test.ledger.readAssets({ kind: 'unplanned', limit: 2 });
      expect(page).toHaveLength(expected);
      expect((await test.ledger.readTotals()).unplannedCount).toBe(3 - planned.length);
      planned.push(...page.map(({ asset }) => asset.id));
      await test.record(...candidates(page.map(({ asset }) => asset)));
    }
    expect(planned.sort()).toEqual(['a', 'b', 'c']);
  });

  it('unasked candidates come by id, without those that were asked for, hashed or settled', async () => {
    const assets = IDS_IN_ORDER.map((id) => samplePhoto(id));
    const [asked, hashed, failed, settled, excluded] = ['asked', 'hashed', 'failed', 'settled', 'x'].map(
      (id) => samplePhoto(id),
    ) as [DeviceAsset, DeviceAsset, DeviceAsset, DeviceAsset, DeviceAsset];
    await test.record(
      ...cameraOf([...assets, asked, hashed, failed, settled, excluded].reverse()),
      { kind: 'asked', ...subject(asked) },
      { kind: 'hashed', ...subject(hashed), checksums: sampleChecksums(1) },
      { kind: 'attempt-failed', ...subject(failed), failure: sampleFailure(1), nextAttemptAtMs: NOON_MS },
      { kind: 'backed-up', ...subject(settled), checksums: undefined, settlement: sampleBackedUp('S') },
      {
        kind: 'planned',
        id: excluded.id,
        standing: { kind: 'excluded', byAlbum: camera.id },
        albumNames: [],
      },
    );
    const unasked = () => pagesOf(3, (last) => ({ kind: 'unasked', afterId: last?.id, limit: 3 }));
    expect(await unasked()).toEqual(IDS_IN_ORDER);
    await test.record({ kind: 'hash-discarded', id: hashed.id }, { kind: 'hash-discarded', id: asked.id });
    expect(await unasked()).toContain('hashed');
    expect(await unasked()).not.toContain('asked');
  });

  it('unsynced candidates come by id, page by page', async () => {
    const assets = IDS_IN_ORDER.map((id) => samplePhoto(id));
    await test.record(
      ...cameraOf([...assets].reverse()),
      ...assets.map((asset) => ({
        kind: 'backed-up' as const,
        ...subject(asset),
        checksums: undefined,
        settlement: sampleBackedUp('r'),
      })),
    );
    const ids = await pagesOf(4, (last) => ({ kind: 'unsynced', afterId: last?.id, limit: 4 }));
    expect(ids).toEqual(IDS_IN_ORDER);
  });

  it('ready candidates come newest first, equal dates by id, across all pages', async () => {
    const assets = [
      ...IDS_IN_ORDER.map((id) => samplePhoto(id)),
      samplePhoto('newest', { createdAtMs: NOON_MS + 5 }),
      samplePhoto('before 1970', { createdAtMs: -5 }),
      samplePhoto('1970', { createdAtMs: 0 }),
    ];
    await test.record(...cameraOf([...assets].reverse()));
    const expected = ['newest', ...IDS_IN_ORDER, '1970', 'before 1970'];
    for (const limit of [1, 2, 5, 100]) expect(await readyIds('image', limit)).toEqual(expected);
  });

  it('[U5] ready photos and ready videos come apart, each newest first', async () => {
    const at = (id: string, kind: DeviceAsset['kind'], ageMs: number) =>
      samplePhoto(id, { kind, createdAtMs: NOON_MS - ageMs });
    const inOrder = [
      at('p1', 'image', 1),
      at('p2', 'image', 5),
      at('p3', 'image', 5),
      at('v1', 'video', 0),
      at('v2', 'video', 3),
      at('u', 'unsupported', 0),
    ];
    await test.record(...cameraOf([...inOrder].reverse()));
    for (const limit of [1, 2, 3, 100]) expect(await readyIds('image', limit)).toEqual(['p1', 'p2', 'p3']);
    for (const limit of [1, 2, 3, 100]) expect(await readyIds('video', limit)).toEqual(['v1', 'v2']);
  });

  it('dates between two milliseconds neither repeat nor skip an asset', async () => {
    const assets = ['a', 'b', 'c', 'd'].map((id, index) =>
      samplePhoto(id, { createdAtMs: NOON_MS + [0.3, 0.1 + 0.2, 0.123456, 0.7][index]! }),
    );
    await test.record(...cameraOf(assets));
    expect((await readyIds('image', 1)).sort()).toEqual(['a', 'b', 'c', 'd']);
    for (const asset of assets) expect((await test.recordOf(asset)).asset).toEqual(asset);
  });

  it('[E3] a retrying candidate is ready at its time and not before', async () => {
    const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((id) => samplePhoto(id)) as [
      DeviceAsset,
      DeviceAsset,
      DeviceAsset,
      DeviceAsset,
    ];
    const failed = { kind: 'attempt-failed', failure: sampleFailure(1) } as const;
    await test.record(
      ...cameraOf([a, b, c, d]),
      { ...failed, ...subject(a), nextAttemptAtMs: NOON_MS + 10.25 },
      { ...failed, ...subject(b), nextAttemptAtMs: NOON_MS + 20 },
      { ...failed, ...subject(d), nextAttemptAtMs: undefined },
    );
    expect(await readyIds('image', 2, NOON_MS + 10)).toEqual(['c']);
    expect(await readyIds('image', 2, NOON_MS + 10.25)).toEqual(['a', 'c']);
    expect(await readyIds('image', 2, NOON_MS + 20)).toEqual(['a', 'b', 'c']);
    // Work that the totals count is work that the question names.
    expect((await test.ledger.readTotals()).nextAttemptAtMs).toBe(NOON_MS + 10.25);
  });

  it('a candidate that must be planned again is ready by the plan before', async () => {
    const a = samplePhoto('a');
    await test.record(...cameraOf([a]), { kind: 'album-chosen', albumId: camera.id, choice: 'none' });
    expect(await test.unplannedIds()).toEqual(['a']);
    expect(await readyIds('image')).toEqual(['a']);
    await test.record({ kind: 'planned', id: a.id, standing: { kind: 'not-selected' }, albumNames: [] });
    expect(await readyIds('image')).toEqual([]);
  });

  it('lists are by standing and settlement, newest first, page by page', async () => {
    const assets = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) =>
      samplePhoto(`p${n}`, {
        createdAtMs: NOON_MS - Math.floor(n / 3),
        kind: n % 2 === 0 ? 'image' : 'video',
      }),
    );
    const [p0, p1, p2, p3] = assets as [DeviceAsset, DeviceAsset, DeviceAsset, DeviceAsset];
    await test.record(
      ...cameraOf([...assets].reverse()),
      { kind: 'backed-up', ...subject(p0), checksums: undefined, settlement: sampleBackedUp('0') },
      { kind: 'attempt-failed', ...subject(p1), failure: sampleFailure(5), nextAttemptAtMs: undefined },
      { kind: 'attempt-failed', ...subject(p2), failure: sampleFailure(5), nextAttemptAtMs: undefined },
      { kind: 'planned', id: p2.id, standing: { kind: 'not-selected' }, albumNames: [] },
      { kind: 'vanished', id: p3.id, atMs: NOON_MS },
    );
    const listed = (
      standing: (AssetQuery & { kind: 'listed' })['standing'],
      settlement: (AssetQuery & { kind: 'listed' })['settlement'],
      limit = 2,
    ) =>
      pagesOf(limit, (last) => ({
        kind: 'listed',
        standing,
        settlement,
        after: last && cursorAt(last),
        limit,
      }));
    const all = assets.map(({ id }) => id);
    expect(await listed(undefined, undefined)).toEqual(all);
    expect(await listed(undefined, undefined, 100)).toEqual(all);
    expect(await listed('candidate', undefined)).toEqual(all.filter((id) => id !== 'p2'));
    expect(await listed(undefined, 'failed')).toEqual(['p1', 'p2']);
    expect(await listed('candidate', 'failed')).toEqual(['p1']);
    expect(await listed('candidate', 'pending')).toEqual(all.slice(4));
    expect(await listed('candidate', 'backed-up')).toEqual(['p0']);
    expect(await listed('candidate', 'gone')).toEqual(['p3']);
    expect(await listed('excluded', undefined)).toEqual([]);
  });

  it('what is listed can be of one album, and of some kinds alone', async () => {
    const trips = sampleAlbum('Trips');
    const kinds: readonly AssetKind[] = ['image', 'video', 'unsupported'];
    const assets = Array.from({ length: 9 }, (_, n) =>
      samplePhoto(`p${n}`, { createdAtMs: NOON_MS - n * 1_000, kind: kinds[n % 3] ?? 'image' }),
    );
    const inTrips = assets.filter((_, n) => n >= 3 && n !== 5);
    await test.record(
      { kind: 'albums-listed', albums: [camera, trips] },
      ...enumeration(camera, 1, assets),
      ...enumeration(trips, 1, inTrips),
      ...candidates(assets),
    );
    const listed = (query: Partial<AssetQuery & { kind: 'listed' }>, limit = 2) =>
      pagesOf(limit, (last) => ({
        kind: 'listed',
        standing: undefined,
        settlement: undefined,
        after: last && cursorAt(last),
        limit,
        ...query,
      }));
    expect(await listed({ albumId: trips.id })).toEqual(['p3', 'p4', 'p6', 'p7', 'p8']);
    expect(await listed({ albumId: trips.id }, 100)).toEqual(['p3', 'p4', 'p6', 'p7', 'p8']);
    expect(await listed({ albumId: trips.id, settlement: 'failed' })).toEqual([]);
    expect(await listed({ albumId: sampleAlbum('unknown').id })).toEqual([]);
    expect(await listed({ assetKinds: ['unsupported'] })).toEqual(['p2', 'p5', 'p8']);
    expect(await listed({ assetKinds: ['image', 'video'], albumId: trips.id })).toEqual([
      'p3',
      'p4',
      'p6',
      'p7',
    ]);
    expect(await listed({ assetKinds: [] })).toEqual([]);
  });

  it('[D6] what is listed can be what was sent alone, or what was there already', async () => {
    const assets = Array.from({ length: 7 }, (_, n) =>
      samplePhoto(`p${n}`, { createdAtMs: NOON_MS - n * 1_000 }),
    );
    const safe = assets.slice(0, 6);
    await test.record(
      ...cameraOf(assets),
      ...candidates(assets),
      ...safe.map((asset, n): LedgerFact => ({
        kind: 'backed-up',
        ...subject(asset),
        checksums: undefined,
        settlement: { ...sampleBackedUp(`${n}`), how: n % 3 === 0 ? 'duplicate' : 'uploaded' },
      })),
      ...safe.slice(4).map(({ id }): LedgerFact => ({
        kind: 'planned',
        id,
        standing: { kind: 'not-selected' },
        albumNames: [],
      })),
    );
    const listed = (query: Partial<AssetQuery & { kind: 'listed' }>) =>
      pagesOf(2, (last) => ({
        kind: 'listed',
        standing: undefined,
        settlement: undefined,
        after: last && cursorAt(last),
        limit: 2,
        ...query,
      }));
    expect(await listed({ how: 'uploaded' })).toEqual(['p1', 'p2', 'p4', 'p5']);
    expect(await listed({ how: 'duplicate' })).toEqual(['p0', 'p3']);
    expect(await listed({ how: 'uploaded', standing: 'candidate' })).toEqual(['p1', 'p2']);
    expect(await listed({ how: 'uploaded', settlement: 'backed-up' })).toEqual(['p1', 'p2', 'p4', 'p5']);
    expect(await listed({ how: 'uploaded', settlement: 'pending' })).toEqual([]);
  });
}
