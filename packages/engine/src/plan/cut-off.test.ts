import { createEngineWorld } from '@keepsake/testkit';
import { describe, expect, it } from 'vitest';

describe('a cut-off date', () => {
  it('[A12] leaves earlier assets alone, says so, and takes them in when it is lifted', async () => {
    const world = createEngineWorld();
    const old = world.library.addAsset({ fileName: 'old.jpg', createdAtMs: 1_000 });
    const onTheDay = world.library.addAsset({ fileName: 'on.jpg', createdAtMs: 5_000 });
    await world.choose();
    await world.engine.changeSettings({ cutOffAtMs: 5_000 });
    await world.engine.start();
    expect(world.arrived()).toEqual(['on.jpg']);
    expect((await world.engine.explain(old))?.why).toEqual({ kind: 'ignored', reason: 'before-cut-off' });
    expect((await world.engine.explain(onTheDay))?.why.kind).toBe('backed-up');
    expect((await world.engine.readStatus()).statistics).toMatchObject({ ignoredCount: 1, libraryCount: 2 });

    await world.engine.changeSettings({ cutOffAtMs: null });
    await world.engine.start();
    expect(world.arrived().toSorted()).toEqual(['old.jpg', 'on.jpg']);
  });

  it('[A12] calls safe what is safe, although it is from before', async () => {
    const world = createEngineWorld();
    const id = world.library.addAsset({ fileName: 'old.jpg', createdAtMs: 1_000 });
    await world.choose();
    await world.engine.start();
    await world.engine.changeSettings({ cutOffAtMs: 5_000 });
    await world.engine.start();
    expect((await world.engine.explain(id))?.why.kind).toBe('backed-up');
  });

  it('[A12][A7] that is set, or an album that is excluded, while a run plans counts in that very plan', async () => {
    for (const change of ['settings', 'choice'] as const) {
      const world = createEngineWorld();
      const album = world.library.addAlbum('Screenshots');
      const old = world.library.addAsset({ fileName: 'old.jpg', createdAtMs: 1_000, in: [album] });
      await world.choose();
      const readAlbums = world.ledger.readAlbums.bind(world.ledger);
      let readings = 0;
      world.ledger.readAlbums = async () => {
        const albums = await readAlbums();
        // After the scan has read them, the plan does.
        if ((readings += 1) === 2) {
          if (change === 'settings') await world.engine.changeSettings({ cutOffAtMs: 5_000 });
          else await world.engine.chooseAlbums(new Map([[album, 'excluded']]));
        }
        return albums;
      };
      await world.engine.start();
      expect(world.arrived()).toEqual([]);
      expect((await world.engine.explain(old))?.why.kind).toBe(
        change === 'settings' ? 'ignored' : 'excluded',
      );
    }
  });
});
