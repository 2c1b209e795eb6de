import { createEngineWorld, FAKE_EVERYTHING, overriding } from '@keepsake/testkit';
import { describe, expect, it } from 'vitest';
import type { AlbumId, DeviceAsset } from '../index.ts';

/** A world that writes down which albums were listed, page by page. */
function createWatchedWorld() {
  const listed: AlbumId[] = [];
  const limits = new Set<number>();
  const world = createEngineWorld({
    between: ({ library }) => ({
      library: overriding(library, {
        listAssets(request, signal) {
          listed.push(request.albumId);
          limits.add(request.limit);
          return library.listAssets(request, signal);
        },
      }),
    }),
  });
  return { ...world, listed, limits };
}

describe('a scan', () => {
  it('[A5] lists no album whose marker is the recorded one, and opens no file', async () => {
    const { library, engine, listed } = createWatchedWorld();
    const camera = library.addAlbum('Camera');
    library.addAlbum('Screenshots');
    library.addAsset({ fileName: 'a.jpg', in: [camera] });
    await engine.scan();
    expect(listed.sort()).toEqual(['Camera', 'Screenshots', 'everything']);

    listed.length = 0;
    await engine.scan();
    expect(listed).toEqual([]);

    library.addAsset({ fileName: 'b.jpg', in: [camera] });
    await engine.scan();
    expect(listed.sort()).toEqual(['Camera', 'everything']);
    expect(library.counts.opens).toBe(0);
  });

  it('[A5] believes a marker for a day, and then reads the album again all the same', async () => {
    const { library, engine, listed, choose, clock } = createWatchedWorld();
    const id = library.addAsset({ fileName: 'a.jpg' });
    await choose();
    await engine.start();
    listed.length = 0;
    // The platform changes the asset and its album's marker stays the same.
    const listAlbums = library.listAlbums.bind(library);
    const before = await listAlbums({ aborted: false } as never);
    library.listAlbums = () => Promise.resolve(before);
    library.editAsset(id, 'edited in silence');
    await clock.advance(23 * 3_600_000);
    await engine.start();
    expect(listed).toEqual([]);
    await clock.advance(2 * 3_600_000);
    await engine.start();
    expect(listed).toEqual([FAKE_EVERYTHING]);
    clock.set(clock.now() - 30 * 86_400_000);
    listed.length = 0;
    await engine.start();
    expect(listed).toEqual([FAKE_EVERYTHING]);
  });

  it('[A5] lists an album again that changed while it was listed', async () => {
    const { library, engine, listed } = createWatchedWorld();
    const list = library.listAssets.bind(library);
    library.listAssets = async (request, signal) => {
      const page = await list(request, signal);
      if (listed.length === 1) library.addAsset({ fileName: 'late.jpg' });
      return page;
    };
    library.addAsset({ fileName: 'a.jpg' });
    await engine.scan();
    expect((await engine.readStatus()).statistics.libraryCount).toBe(1);
    await engine.scan();
    expect((await engine.readStatus()).statistics.libraryCount).toBe(2);
  });

  it('[A5] lists an album from its start after a scan that was cut short', async () => {
    const { library, engine } = createWatchedWorld();
    library.addAsset({ fileName: 'a.jpg' });
    const list = library.listAssets.bind(library);
    library.listAssets = async (request, signal) => {
      await list(request, signal);
      engine.cancel();
      return { assets: [], nextCursor: 'more' };
    };
    expect(await engine.scan()).toEqual({ kind: 'cancelled' });
    library.listAssets = list;
    await engine.scan();
    expect((await engine.readStatus()).statistics.libraryCount).toBe(1);
  });

  it('[A6] finds a photo of 2009 that was imported today, and opens nothing else', async () => {
    const { library, engine, choose, hasher, arrived } = createWatchedWorld();
    for (let index = 0; index < 5; index += 1) library.addAsset({ fileName: `${index}.jpg` });
    await choose();
    await engine.start();

    hasher.hashed.length = 0;
    library.addAsset({ fileName: 'old.jpg', createdAtMs: Date.UTC(2009, 0, 1) });
    await engine.start();
    expect(arrived()).toContain('old.jpg');
    expect(hasher.hashed).toEqual(['old.jpg']);
  });

  it('[A6] lists 1,200 assets page by page, and plans them all', async () => {
    const { library, engine, choose, listed, limits } = createWatchedWorld();
    for (let index = 0; index < 1_200; index += 1) library.addAsset({ fileName: `${index}.jpg` });
    await choose();
    await engine.scan();
    expect(listed).toEqual(['everything', 'everything', 'everything']);
    expect([...limits]).toEqual([500]);
    expect((await engine.readStatus()).statistics.candidates.totalCount).toBe(1_200);
  });

  it('[A8] takes an edited photo for a candidate again, and sends its new bytes', async () => {
    const { library, engine, choose, arrived } = createWatchedWorld();
    const id = library.addAsset({ fileName: 'a.jpg', content: 'before' });
    await choose();
    await engine.start();
    library.editAsset(id, 'after');
    await engine.scan();
    expect((await engine.explain(id))?.why).toMatchObject({ kind: 'waiting' });
    await engine.start();
    expect(arrived()).toEqual(['a.jpg', 'a.jpg']);
  });

  it('[A8] hashes a photo again whose date alone changed, and sends nothing', async () => {
    const { library, engine, choose, hasher, remote } = createWatchedWorld();
    const id = library.addAsset({ fileName: 'a.jpg' });
    await choose();
    await engine.start();
    library.touchAsset(id, Date.UTC(2026, 5, 1));
    await engine.start();
    expect(hasher.hashed).toEqual(['a.jpg', 'a.jpg']);
    expect(remote.calls.upload).toBe(1);
    expect((await engine.explain(id))?.why.kind).toBe('duplicate');
  });

  it('[A7] applies a new choice without listing an album or opening a file', async () => {
    const { library, engine, choose, listed } = createWatchedWorld();
    const camera = library.addAlbum('Camera');
    const screenshots = library.addAlbum('Screenshots');
    library.addAsset({ fileName: 'a.jpg', in: [camera] });
    library.addAsset({ fileName: 'b.png', in: [screenshots] });
    await choose({ [FAKE_EVERYTHING]: 'selected' });
    await engine.scan();
    listed.length = 0;

    await choose({ [screenshots]: 'excluded' });
    await engine.scan();
    expect(listed).toEqual([]);
    const { statistics } = await engine.readStatus();
    expect(statistics).toMatchObject({ excludedCount: 1, waitingCount: 1 });
  });

  it('[A7] forgets the last backup time of an album that is deselected, and reads all of it when it is chosen again', async () => {
    const { library, engine, choose, remote } = createWatchedWorld();
    const camera = library.addAlbum('Camera');
    const timeOf = async (): Promise<number | undefined> =>
      (await engine.listAlbums()).find(({ id }) => id === camera)?.backedUpAtMs;
    library.addAsset({ fileName: 'a.jpg', in: [camera] });
    await choose({ [camera]: 'selected' });
    expect(await timeOf()).toBeUndefined();
    await engine.start();
    expect(await timeOf()).toBeGreaterThan(0);

    await choose({ [camera]: 'none' });
    expect(await timeOf()).toBeUndefined();
    library.addAsset({ fileName: 'old.jpg', in: [camera], createdAtMs: Date.UTC(2001, 0, 1) });
    await engine.start();
    expect(remote.uploadCount).toBe(1);

    await choose({ [camera]: 'selected' });
    await engine.start();
    expect(remote.uploadCount).toBe(2);
  });

  it('[A7] reads a newly selected album completely, whatever another album has seen', async () => {
    const { library, engine, choose, remote } = createWatchedWorld();
    const camera = library.addAlbum('Camera');
    const family = library.addAlbum('Family');
    library.addAsset({ fileName: 'new.jpg', in: [camera] });
    library.addAsset({ fileName: 'old.jpg', in: [family], createdAtMs: Date.UTC(1999, 0, 1) });
    await choose({ [camera]: 'selected' });
    await engine.start();
    await choose({ [family]: 'selected' });
    await engine.start();
    expect(remote.uploadCount).toBe(2);
  });

  it('[U7] ends at once when told to stop, even while the library is stuck', async () => {
    const { library, engine, runLock, clock } = createWatchedWorld();
    let isStuck = (): void => undefined;
    const stuck = new Promise<void>((resolve) => (isStuck = resolve));
    library.listAssets = () => {
      isStuck();
      return new Promise(() => undefined);
    };
    const scanning = engine.scan();
    await stuck;
    engine.cancel();
    expect(await scanning).toEqual({ kind: 'cancelled' });
    expect(runLock.isHeld).toBe(false);
    expect(clock.now()).toBe(Date.UTC(2026, 0, 1));
  });

  it.each(['library-unavailable', 'library-permission-lost'] as const)(
    '[E1] stops with %s, forgets nothing, and says so once',
    async (code) => {
      const { library, engine, choose, notifier } = createWatchedWorld();
      library.addAsset({ fileName: 'a.jpg' });
      await choose();
      await engine.start();
      library.listingFailure = code;
      expect(await engine.start()).toMatchObject({ kind: 'stopped', code });
      expect((await engine.readStatus()).statistics.uploadedCount).toBe(1);
      expect(notifier.notifications).toEqual([{ kind: 'backup-stopped', code }]);
    },
  );

  it('[U6] takes dates and sizes that are no numbers for unknown, and backs up what bears them', async () => {
    const odd: readonly Partial<DeviceAsset>[] = [
      { createdAtMs: NaN },
      { createdAtMs: -Infinity, durationMs: NaN },
      { original: { fileName: 'c.jpg', sizeBytes: 2 ** 60, modifiedAtMs: 1 } },
      { original: { fileName: 'd.jpg', sizeBytes: NaN, modifiedAtMs: NaN } },
    ];
    const oddly = (asset: DeviceAsset): DeviceAsset => ({ ...asset, ...odd[Number(asset.id)] });
    const world = createEngineWorld({
      between: ({ library }) => ({
        library: overriding(library, {
          async listAssets(request, signal) {
            const page = await library.listAssets(request, signal);
            return { ...page, assets: page.assets.map(oddly) };
          },
          async open(id, observer, signal) {
            const opened = await library.open(id, observer, signal);
            const relist = async () => {
              const now = await opened.relist();
              return now && oddly(now);
            };
            return { ...opened, asset: oddly(opened.asset), relist };
          },
        }),
      }),
    });
    const ids = odd.map((_, id) => world.library.addAsset({ fileName: `${id}.jpg`, id: `${id}` }));
    await world.choose();
    expect(await world.engine.start()).toEqual({ kind: 'completed' });
    const assets = (await world.engine.listAssets({ kind: 'by-id', ids })).map(({ asset }) => asset);
    const numbers = assets.flatMap(({ createdAtMs, durationMs, original }) => [
      createdAtMs,
      durationMs ?? 0,
      original.modifiedAtMs,
      original.sizeBytes ?? 0,
    ]);
    expect(numbers.every((number) => Number.isSafeInteger(number))).toBe(true);
    expect((await world.engine.readStatus()).statistics).toMatchObject({ libraryCount: 4, uploadedCount: 4 });
  });
});
