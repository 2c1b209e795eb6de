import { sizeBytesOf, type DeviceAsset, type LedgerFact } from '@keepsake/engine';
import { expect, it } from 'vitest';
import {
  NOON_MS,
  cameraOf,
  candidates,
  edited,
  enumeration,
  sampleAlbum,
  sampleBackedUp,
  sampleChecksums,
  sampleFailure,
  samplePhoto,
  seen,
  subject,
  totalBytesOf,
} from './ledger-samples.ts';
import { openedForEachTest, type OpenLedger } from './ledger-under-test.ts';

const camera = sampleAlbum('Camera');
const [a, b, c] = [samplePhoto('a'), samplePhoto('b'), samplePhoto('c')];

/** What is seen in albums, and what is seen there no longer. */
export function describeMembershipFacts(openLedger: OpenLedger): void {
  const test = openedForEachTest(openLedger);

  it('an asset is kept with all that the device tells of it, whatever its id', async () => {
    const assets: DeviceAsset[] = [
      {
        id: 'live' as DeviceAsset['id'],
        kind: 'image',
        original: { fileName: 'IMG_1.HEIC', sizeBytes: 0, modifiedAtMs: -1 },
        motion: { fileName: 'IMG_1.MOV', sizeBytes: 5_000_000_000, modifiedAtMs: NOON_MS },
        createdAtMs: -62_000_000_000,
        isFavorite: true,
        durationMs: 2_345,
        isInCloud: true,
      },
      samplePhoto('unsupported', { kind: 'unsupported' }),
      samplePhoto('no size', {
        kind: 'video',
        original: { fileName: 'v', sizeBytes: undefined, modifiedAtMs: 0 },
        motion: { fileName: '', sizeBytes: undefined, modifiedAtMs: 0.5 },
        durationMs: 0,
      }),
      ...[
        "it's",
        '"; DROP TABLE assets; --',
        '🏝️/ÅÅ/日本',
        'a\nb\t\\',
        '%_*?',
        '[1]',
        '{"a":1}',
        '0',
        '__proto__',
        '',
      ].map((id) => samplePhoto(id, { original: { fileName: `${id}.jpg`, sizeBytes: 1, modifiedAtMs: 1 } })),
    ];
    await test.record({ kind: 'albums-listed', albums: [camera] }, ...enumeration(camera, 1, assets));
    await test.reopen();
    for (const asset of assets) {
      expect(await test.recordOf(asset)).toEqual({
        ...seen(asset),
        albumIds: ['Camera'],
        standing: { kind: 'not-selected' },
        albumNames: [],
        checksums: undefined,
        settlement: { kind: 'pending' },
        isWantedAgain: false,
        proof: undefined,
      });
    }
    const { groups, unplannedCount } = await test.ledger.readTotals();
    expect(groups.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)).toBe(totalBytesOf(assets));
    expect(groups.map((group) => [group.assetKind, group.isInCloud, group.count].join()).sort()).toEqual([
      `image,false,${assets.length - 3}`,
      'image,true,1',
      'unsupported,false,1',
      'video,false,1',
    ]);
    expect(unplannedCount).toBe(assets.length);
    expect(sizeBytesOf(assets[0]!)).toBe(5_000_000_000);
  });

  it('what is planned is told back as it was planned', async () => {
    await test.record({ kind: 'albums-listed', albums: [camera] }, ...enumeration(camera, 1, [a]));
    const albumNames = ['50/50 ✓', "it's", 'Z', 'A', '"', '🏝️'];
    for (const standing of [
      { kind: 'excluded', byAlbum: camera.id },
      { kind: 'ignored', reason: 'unsupported-type' },
      { kind: 'ignored', reason: 'in-cloud' },
      { kind: 'ignored', reason: 'before-cut-off' },
      { kind: 'candidate' },
      { kind: 'not-selected' },
    ] as const) {
      await test.record({ kind: 'planned', id: a.id, standing, albumNames });
      expect(await test.recordOf(a)).toMatchObject({ standing, albumNames });
      const ignoredReason = standing.kind === 'ignored' ? standing.reason : undefined;
      expect((await test.ledger.readTotals()).groups).toMatchObject([
        { standing: standing.kind, ignoredReason },
      ]);
    }
  });

  it('what is in an album and in the albums around it has all of them', async () => {
    const root = sampleAlbum('root', { kind: 'everything' });
    const year = sampleAlbum('2023', { parentId: root.id });
    const trip = sampleAlbum('2023/Sardinia', { parentId: year.id });
    await test.record(
      { kind: 'albums-listed', albums: [root, year, trip] },
      ...enumeration(root, 1, [a, b, c]),
      ...enumeration(year, 1, [a, b]),
      ...enumeration(trip, 1, [a]),
    );
    const albumIdsOf = async (asset: DeviceAsset) => [...(await test.recordOf(asset)).albumIds].sort();
    expect(await albumIdsOf(a)).toEqual(['2023', '2023/Sardinia', 'root']);
    expect(await albumIdsOf(b)).toEqual(['2023', 'root']);
    expect(await albumIdsOf(c)).toEqual(['root']);
    expect((await test.ledger.readTotals()).groups).toMatchObject([{ count: 3 }]);
    await test.record(...enumeration({ ...trip, marker: 'moved up' }, 2, []));
    expect(await albumIdsOf(a)).toEqual(['2023', 'root']);
  });

  it('a new member is unplanned, and one that was seen before is not', async () => {
    const trips = sampleAlbum('Trips');
    await test.record(...cameraOf([a, b]), { kind: 'albums-listed', albums: [camera, trips] });
    await test.record(...enumeration(camera, 2, [a, b, c]));
    expect(await test.unplannedIds()).toEqual(['c']);
    await test.record(...candidates([c]), ...enumeration(trips, 3, [b]));
    expect(await test.unplannedIds()).toEqual(['b']);
  });

  it('[A9] names that were recorded stay until the next plan', async () => {
    await test.record(...cameraOf([a]), ...enumeration(camera, 2, [edited(a)]));
    expect(await test.recordOf(a)).toMatchObject({ standing: { kind: 'candidate' }, albumNames: ['Camera'] });
  });

  it('[A8] a new version is pending and unplanned, without the checksums and the failure of the old one', async () => {
    const retrying = { kind: 'attempt-failed', failure: sampleFailure(2), nextAttemptAtMs: NOON_MS } as const;
    await test.record(
      ...cameraOf([a, b]),
      { kind: 'backed-up', ...subject(a), checksums: sampleChecksums(1), settlement: sampleBackedUp('A') },
      { kind: 'hashed', ...subject(b), checksums: sampleChecksums(2) },
      { kind: 'asked', ...subject(b) },
      { ...retrying, ...subject(b) },
    );
    await test.record(...enumeration(camera, 2, [edited(a), edited(b)]));
    for (const asset of [a, b]) {
      expect(await test.recordOf(asset)).toMatchObject({
        ...seen(edited(asset)),
        checksums: undefined,
        settlement: { kind: 'pending' },
        standing: { kind: 'candidate' },
      });
    }
    expect(await test.unplannedIds()).toEqual(['a', 'b']);
    expect(await test.idsOf({ kind: 'unasked', afterId: undefined, limit: 9 })).toEqual(['a', 'b']);
    expect((await test.ledger.readTotals()).nextAttemptAtMs).toBeUndefined();
    // The server has the old bytes still.
    const old = sampleChecksums(1).original;
    expect([...(await test.ledger.readConfirmedChecksums([old])).keys()]).toEqual([old]);
  });

  it('[D2] while the version stands, what is known stands, and the rest is kept up to date', async () => {
    await test.record(
      ...cameraOf([a, b]),
      { kind: 'hashed', ...subject(a), checksums: sampleChecksums(1) },
      { kind: 'backed-up', ...subject(b), checksums: sampleChecksums(2), settlement: sampleBackedUp('B') },
    );
    const renamed = { ...a, isFavorite: true, original: { ...a.original, fileName: 'renamed.jpg' } };
    await test.record(...enumeration(camera, 2, [renamed, b]));
    expect(await test.recordOf(a)).toMatchObject({ asset: renamed, checksums: sampleChecksums(1) });
    expect(await test.settlementOf(b)).toEqual(sampleBackedUp('B'));
  });

  it.each<[string, Partial<DeviceAsset>]>([
    ['name', { original: { ...a.original, fileName: 'renamed.jpg' } }],
    ['kind', { kind: 'video' }],
    ['date', { createdAtMs: NOON_MS + 1 }],
    ['length', { durationMs: 7 }],
    ['mark as a favourite', { isFavorite: true }],
    ['place, which is in the cloud now,', { isInCloud: true }],
  ])('an asset whose %s is not as it was is planned again, and only that', async (_what, change) => {
    const changed = { ...a, ...change };
    await test.record(
      ...cameraOf([a, b]),
      { kind: 'hashed', ...subject(a), checksums: sampleChecksums(1) },
      ...enumeration(camera, 2, [changed, b]),
    );
    expect(await test.unplannedIds()).toEqual(['a']);
    expect(await test.recordOf(a)).toMatchObject({ asset: changed, checksums: sampleChecksums(1) });
    await test.record(...candidates([a]), ...enumeration(camera, 3, [changed, b]));
    expect(await test.unplannedIds()).toEqual([]);
    // Back again it is counted as it was.
    await test.record(...enumeration(camera, 4, [a, b]), ...candidates([a]));
    expect((await test.ledger.readTotals()).groups).toMatchObject([
      { assetKind: 'image', isInCloud: false, count: 2, sizeBytes: 2_000 },
    ]);
  });

  it('an asset that is twice in a page is what its later place says', async () => {
    await test.record(
      { kind: 'albums-listed', albums: [camera] },
      ...enumeration(camera, 1, [a, b, edited(a)]),
    );
    expect(await test.recordOf(a)).toMatchObject(seen(edited(a)));
    expect((await test.ledger.readTotals()).groups).toMatchObject([{ count: 2 }]);
  });

  it('[A11] of what is left in no album a waiting candidate is gone, a backed-up one is known, the rest is forgotten', async () => {
    const ids = [
      'pending',
      'retrying',
      'failed',
      'backed-up',
      'vanished',
      'not-selected',
      'excluded-failed',
      'excluded-backed-up',
    ];
    const assets = ids.map((id) => samplePhoto(id));
    const [pending, retrying, failed, backedUp, vanished, notSelected, excludedFailed, excludedBackedUp] =
      assets as [
        DeviceAsset,
        DeviceAsset,
        DeviceAsset,
        DeviceAsset,
        DeviceAsset,
        DeviceAsset,
        DeviceAsset,
        DeviceAsset,
      ];
    const attemptFailed = { kind: 'attempt-failed', failure: sampleFailure(1) } as const;
    await test.record(
      ...cameraOf(assets),
      { ...attemptFailed, ...subject(retrying), nextAttemptAtMs: NOON_MS + 1 },
      { ...attemptFailed, ...subject(failed), nextAttemptAtMs: undefined },
      { kind: 'backed-up', ...subject(backedUp), checksums: undefined, settlement: sampleBackedUp('B') },
      { kind: 'vanished', id: vanished.id, atMs: 5 },
      { kind: 'planned', id: notSelected.id, standing: { kind: 'not-selected' }, albumNames: [] },
      { ...attemptFailed, ...subject(excludedFailed), nextAttemptAtMs: undefined },
      {
        kind: 'planned',
        id: excludedFailed.id,
        standing: { kind: 'excluded', byAlbum: camera.id },
        albumNames: [],
      },
      {
        kind: 'backed-up',
        ...subject(excludedBackedUp),
        checksums: undefined,
        settlement: sampleBackedUp('X'),
      },
      { kind: 'planned', id: excludedBackedUp.id, standing: { kind: 'not-selected' }, albumNames: [] },
    );
    await test.record(...enumeration(camera, 2, []));
    const known = await test.ledger.readAssets({ kind: 'by-id', ids: assets.map(({ id }) => id) });
    expect(new Map(known.map((record) => [String(record.asset.id), record.settlement]))).toEqual(
      new Map<string, unknown>([
        ['pending', { kind: 'gone', atMs: NOON_MS + 2 }],
        ['retrying', { kind: 'gone', atMs: NOON_MS + 2 }],
        ['failed', { kind: 'gone', atMs: NOON_MS + 2 }],
        ['backed-up', sampleBackedUp('B')],
        ['excluded-backed-up', sampleBackedUp('X')],
        ['vanished', { kind: 'gone', atMs: 5 }],
      ]),
    );
    expect(known.every(({ albumIds }) => albumIds.length === 0)).toBe(true);
    expect(await test.ledger.readTotals()).toMatchObject({
      groups: [{ standing: 'candidate', settlement: 'gone', count: 4, sizeBytes: 4_000 }],
      nextAttemptAtMs: undefined,
      unplannedCount: 0,
    });
    const any = { standing: undefined, settlement: undefined, after: undefined, limit: 9 };
    expect(await test.idsOf({ kind: 'listed', ...any })).toEqual([
      'failed',
      'pending',
      'retrying',
      'vanished',
    ]);
    // What is out of the library has no standing to plan.
    await test.record({
      kind: 'planned',
      id: pending.id,
      standing: { kind: 'not-selected' },
      albumNames: [],
    });
    expect((await test.recordOf(pending)).standing).toEqual({ kind: 'candidate' });
  });

  it('what comes back is unplanned: a gone one is pending again, a backed-up one still backed up', async () => {
    await test.record(
      ...cameraOf([a, b]),
      { kind: 'backed-up', ...subject(b), checksums: undefined, settlement: sampleBackedUp('B') },
      ...enumeration(camera, 2, []),
      ...enumeration(camera, 3, [a, b]),
    );
    expect(await test.settlementOf(a)).toEqual({ kind: 'pending' });
    expect(await test.settlementOf(b)).toEqual(sampleBackedUp('B'));
    expect(await test.unplannedIds()).toEqual(['a', 'b']);
    expect((await test.ledger.readTotals()).groups).toHaveLength(2);
  });

  it('[A11] what is gone is told of until the run after the one that met it is completed, and is not in the library then', async () => {
    const end = (atMs: number): LedgerFact => ({ kind: 'run-completed', atMs: NOON_MS + atMs });
    const counted = async (): Promise<number> =>
      (await test.ledger.readTotals()).groups.reduce((sum, { count }) => sum + count, 0);
    await test.record(...cameraOf([a, b]), ...enumeration(camera, 2, [a]));
    const gone = await test.settlementOf(b);
    expect(gone).toMatchObject({ kind: 'gone' });
    const metAtMs = gone.kind === 'gone' ? gone.atMs - NOON_MS : 0;
    await test.record(end(metAtMs + 10), end(metAtMs + 10), end(metAtMs - 10));
    expect(await counted()).toBe(2);
    // By a clock that was set back it was met after the end of the last run.
    await test.record(end(metAtMs - 5));
    expect(await counted()).toBe(2);
    await test.record(end(metAtMs + 10), end(metAtMs + 20));
    expect(await counted()).toBe(1);
    expect(await test.idsOf({ kind: 'by-id', ids: [a.id, b.id] })).toEqual(['a']);
    await test.record(...enumeration(camera, 3, [a, b]));
    expect(await test.settlementOf(b)).toEqual({ kind: 'pending' });
  });

  it('[A11] a gone asset that is seen where it was is pending again', async () => {
    await test.record(...cameraOf([a]), { kind: 'vanished', id: a.id, atMs: NOON_MS });
    expect(await test.settlementOf(a)).toEqual({ kind: 'gone', atMs: NOON_MS });
    // Its album looks as it did, so nothing else would have it looked at again.
    expect((await test.ledger.readAlbums()).map((album) => album.enumeratedMarker)).toEqual([undefined]);
    await test.record(...enumeration(camera, 2, [a]));
    expect(await test.settlementOf(a)).toEqual({ kind: 'pending' });
    expect(await test.idsOf({ kind: 'unasked', afterId: undefined, limit: 9 })).toEqual(['a']);
  });

  it('an album whose enumeration shows it empty loses its members, with and without an empty page', async () => {
    const enumerated = {
      kind: 'album-enumerated',
      albumId: camera.id,
      marker: 'empty',
      atMs: NOON_MS,
    } as const;
    await test.record(...cameraOf([a, b]), ...enumeration(camera, 2, []));
    expect((await test.recordOf(a)).albumIds).toEqual([]);
    // What a scan that was cut short had seen says nothing about a later one.
    await test.record(...enumeration(camera, 3, [a, b]));
    await test.record({ kind: 'assets-seen', albumId: camera.id, scanId: 4, assets: [seen(a)] });
    await test.record({ ...enumerated, scanId: 5 });
    expect((await test.recordOf(a)).albumIds).toEqual([]);
  });

  it('an enumeration in pages, between those of other albums, keeps what any page showed', async () => {
    const trips = sampleAlbum('Trips');
    await test.record(...cameraOf([a, b, c]), { kind: 'albums-listed', albums: [camera, trips] });
    await test.record({ kind: 'assets-seen', albumId: camera.id, scanId: 2, assets: [seen(a)] });
    await test.record(...enumeration(trips, 2, [c]));
    await test.record({ kind: 'assets-seen', albumId: camera.id, scanId: 2, assets: [seen(c)] });
    await test.record({
      kind: 'album-enumerated',
      albumId: camera.id,
      scanId: 2,
      marker: 'm',
      atMs: NOON_MS,
    });
    expect((await test.recordOf(a)).albumIds).toEqual(['Camera']);
    expect((await test.recordOf(b)).albumIds).toEqual([]);
    expect([...(await test.recordOf(c)).albumIds].sort()).toEqual(['Camera', 'Trips']);
  });

  it('a scan that was cut short proves nothing about what it did not show', async () => {
    await test.record(...cameraOf([a, b, c]));
    await test.record({ kind: 'assets-seen', albumId: camera.id, scanId: 2, assets: [seen(a)] });
    await test.reopen();
    expect((await test.ledger.readState()).lastScanId).toBe(2);
    // The second half of the old scan, as if it had gone on: what its first half showed must not be lost.
    await test.record(
      { kind: 'assets-seen', albumId: camera.id, scanId: 2, assets: [seen(b)] },
      { kind: 'album-enumerated', albumId: camera.id, scanId: 2, marker: 'm2', atMs: NOON_MS },
    );
    expect((await test.recordOf(a)).albumIds).toEqual(['Camera']);
    expect((await test.recordOf(b)).albumIds).toEqual(['Camera']);
    await test.record(...enumeration(camera, 3, [b]));
    expect((await test.recordOf(a)).albumIds).toEqual([]);
    expect((await test.recordOf(b)).albumIds).toEqual(['Camera']);
  });

  it('an enumeration that is not newer than the last complete one changes nothing', async () => {
    await test.record(...cameraOf([a]), ...enumeration(camera, 5, [a, b]));
    const before = await test.dump();
    const enumerated = { kind: 'album-enumerated', albumId: camera.id } as const;
    for (const scanId of [3, 5]) await test.record({ ...enumerated, scanId, marker: 'old', atMs: 1 });
    expect(await test.dump()).toEqual(before);
    // The same where no page was seen.
    for (const scanId of [7, 6]) await test.record({ ...enumerated, scanId, marker: `m${scanId}`, atMs: 1 });
    expect(await test.ledger.readAlbums()).toMatchObject([{ enumeratedMarker: 'm7' }]);
  });

  it('an asset that is looked at between two scans is not taken for a whole scan', async () => {
    await test.record(...cameraOf([a, b]), {
      kind: 'assets-seen',
      albumId: camera.id,
      scanId: 1,
      assets: [seen(edited(a))],
    });
    await test.record(...candidates([a]), ...enumeration(camera, 2, [edited(a), b]));
    expect(await test.unplannedIds()).toEqual([]);
    expect((await test.recordOf(b)).albumIds).toEqual(['Camera']);
    expect((await test.ledger.readState()).lastScanId).toBe(2);
  });

  it('assets in an album that no listing showed are kept until the next listing', async () => {
    await test.record({ kind: 'assets-seen', albumId: camera.id, scanId: 1, assets: [seen(a)] });
    expect(await test.ledger.readAlbums()).toEqual([]);
    expect(await test.unplannedIds()).toEqual(['a']);
    await test.record({ kind: 'albums-listed', albums: [camera] });
    expect(await test.unplannedIds()).toEqual(['a']);
    await test.record({ kind: 'albums-listed', albums: [] });
    expect(await test.unplannedIds()).toEqual([]);
  });
}
