import { createEngineWorld, FAKE_EVERYTHING } from '@keepsake/testkit';
import { describe, expect, it } from 'vitest';

/** A folder with a waiting photo, and within it an excluded one, that may not be read any more. */
async function createHalfSeenWorld() {
  const world = createEngineWorld();
  const { library, engine } = world;
  const family = library.addAlbum('Family');
  const secret = library.addAlbum('Secret', { inside: family });
  const kept = library.addAsset({ fileName: 'kept.jpg', in: [family] });
  const hidden = library.addAsset({ fileName: 'hidden.jpg', in: [family, secret] });
  await world.choose({ [FAKE_EVERYTHING]: 'selected', [secret]: 'excluded' });
  await engine.scan();

  library.partialAlbums.add(family).add(FAKE_EVERYTHING);
  library.removeAlbum(secret);
  library.removeAsset(hidden);
  library.removeAsset(kept);
  return { ...world, family };
}

describe('an album that can only be looked at in part', () => {
  it('[A13] takes nothing for gone that it cannot see', async () => {
    const { engine } = await createHalfSeenWorld();
    await engine.scan();
    const { statistics } = await engine.readStatus();
    expect(statistics).toMatchObject({ libraryCount: 2, goneCount: 0, waitingCount: 1, excludedCount: 1 });
  });

  it('[A2] forgets no exclusion of an album that is out of sight', async () => {
    const { engine, library, arrived } = await createHalfSeenWorld();
    library.addAsset({ fileName: 'new.jpg' });
    await engine.start();
    expect(arrived()).toEqual(['new.jpg']);
    expect((await engine.readStatus()).statistics.excludedCount).toBe(1);
  });

  it('[A2] forgets no exclusion of an album that is not told of while some photos alone are shown', async () => {
    const { library, engine, choose, arrived } = createEngineWorld();
    const screenshots = library.addAlbum('Screenshots');
    library.addAsset({ fileName: 'hidden.jpg', in: [screenshots] });
    await choose({ [FAKE_EVERYTHING]: 'selected', [screenshots]: 'excluded' });
    await engine.scan();
    library.partialAlbums.add(FAKE_EVERYTHING);
    const listAlbums = library.listAlbums.bind(library);
    library.listAlbums = async (signal) => (await listAlbums(signal)).filter(({ id }) => id !== screenshots);
    library.addAsset({ fileName: 'picked.jpg' });
    await engine.start();
    expect(arrived()).toEqual(['picked.jpg']);
    expect((await engine.readStatus()).statistics.excludedCount).toBe(1);
  });

  it('[A1] keeps nobody from seeing that an album beside it is gone', async () => {
    const { library, engine } = createEngineWorld();
    const locked = library.addAlbum('lost+found');
    library.addAlbum('Family');
    const renamed = library.addAlbum('2024');
    await engine.scan();
    library.partialAlbums.add(locked).add(FAKE_EVERYTHING);
    library.removeAlbum(renamed);
    await engine.scan();
    expect((await engine.listAlbums()).map(({ name }) => name)).not.toContain('2024');
  });

  it('[A5] is looked at again each time, until all of it can be seen', async () => {
    const { engine, library, family } = await createHalfSeenWorld();
    await engine.scan();
    const before = library.counts.assetPages;
    await engine.scan();
    expect(library.counts.assetPages).toBe(before + 2);

    library.partialAlbums.delete(family);
    library.partialAlbums.delete(FAKE_EVERYTHING);
    library.addAsset({ fileName: 'seen.jpg' });
    await engine.scan();
    const { statistics } = await engine.readStatus();
    expect(statistics).toMatchObject({ libraryCount: 2, waitingCount: 1, goneCount: 1 });
  });

  it('[B5] is not stamped as backed up, however little of it is left to do', async () => {
    const { engine, library, choose } = createEngineWorld();
    const half = library.addAlbum('Half');
    const whole = library.addAlbum('Whole');
    library.addAsset({ fileName: 'a.jpg', in: [half, whole] });
    await choose({ [half]: 'selected', [whole]: 'selected' });
    library.partialAlbums.add(half);
    await engine.start();
    const stampedNames = async () =>
      (await engine.listAlbums())
        .filter(({ backedUpAtMs }) => backedUpAtMs !== undefined)
        .map(({ name }) => name);
    expect(await stampedNames()).toEqual(['Whole']);

    library.partialAlbums.clear();
    await engine.start();
    expect((await stampedNames()).toSorted()).toEqual(['Half', 'Whole']);
  });
});
