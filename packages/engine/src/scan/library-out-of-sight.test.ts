import { createEngineWorld } from '@keepsake/testkit';
import { describe, expect, it } from 'vitest';

describe('a library that is out of sight', () => {
  it('[E6] and looks empty is not taken for one with nothing to back up', async () => {
    const { engine, library, choose } = createEngineWorld();
    const ids = [1, 2].map((number) => library.addAsset({ fileName: `${number}.jpg` }));
    await choose();
    await engine.start();
    for (const id of ids) library.removeAsset(id);

    expect(await engine.start()).toMatchObject({ kind: 'stopped', code: 'library-unavailable' });
    expect((await engine.readStatus()).statistics.libraryCount).toBe(2);
  });

  it('[E6] may be empty from the start', async () => {
    const { engine } = createEngineWorld();
    expect(await engine.start()).toEqual({ kind: 'completed' });
  });

  it('[A11] when a photo has its turn, and back as it was, has that photo backed up by the next run', async () => {
    const { engine, library, choose } = createEngineWorld();
    const id = library.addAsset({ fileName: 'a.jpg' });
    await choose();
    library.failOpen(id, 'asset-gone');
    await engine.start();
    expect((await engine.explain(id))?.why.kind).toBe('gone');

    library.heal(id);
    await engine.start();
    expect((await engine.explain(id))?.why.kind).toBe('backed-up');
  });
});
