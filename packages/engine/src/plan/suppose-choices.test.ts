import { createEngineWorld, createSeededRandom, type EngineWorld } from '@keepsake/testkit';
import { describe, expect, it } from 'vitest';
import type { AlbumChoice, AlbumId, AssetCursor, AssetRecord } from '../index.ts';

const KINDS = ['jpg', 'mp4', 'txt'];

/** A library in three albums, some of it backed up, failed and gone, as a run with the album "One" left it. */
async function worldAfterRun(seed: number): Promise<EngineWorld & { readonly albums: readonly AlbumId[] }> {
  const world = createEngineWorld();
  const random = createSeededRandom(seed);
  const albums = ['One', 'Two', 'Three'].map((name) => world.library.addAlbum(name));
  for (let index = 0; index < 60; index += 1) {
    const containing = albums.filter(() => random.below(2) === 0);
    world.library.addAsset({ fileName: `${index}.${KINDS[random.below(3)]!}`, in: containing });
  }
  await world.choose({ One: 'selected' });
  const fails = { kind: 'fail', code: 'rejected' } as const;
  world.remote.inject({ method: 'upload', fault: fails, times: 5 });
  await world.engine.start();
  const gone = world.library.addAsset({ fileName: 'gone.jpg', in: [albums[0]!] });
  await world.engine.scan();
  world.library.removeAsset(gone);
  return { ...world, albums };
}

async function listAll({ engine }: EngineWorld, limit: number): Promise<readonly AssetRecord[]> {
  const found: AssetRecord[] = [];
  for (const standing of [undefined, 'candidate', 'excluded'] as const) {
    for (const settlement of [undefined, 'pending', 'backed-up'] as const) {
      let after: AssetCursor | undefined;
      for (;;) {
        const page = await engine.listAssets({ kind: 'listed', standing, settlement, after, limit });
        expect(page.length).toBeLessThanOrEqual(limit);
        found.push(...page);
        const last = page.at(-1)?.asset;
        if (last === undefined) break;
        after = { createdAtMs: last.createdAtMs, id: last.id };
      }
    }
  }
  return found;
}

/** Everything that people can ask. */
async function told(world: EngineWorld, limit: number): Promise<unknown> {
  const { engine } = world;
  const records = await listAll(world, limit);
  const ids = [...new Set(records.map(({ asset }) => asset.id))];
  return {
    records,
    // What was last backed up when is told, but not supposed.
    albums: (await engine.listAlbums()).map((album) => ({ ...album, backedUpAtMs: undefined })),
    statistics: (await engine.readStatus()).statistics,
    shown: engine.snapshot().statistics,
    why: await Promise.all(ids.map(async (id) => (await engine.explain(id))?.why)),
  };
}

describe('a choice that is only supposed', () => {
  it.each([1, 2, 3, 4, 5])(
    '[A2][A13] is told as it would be if it were made, and leaves nothing in the ledger (seed %i)',
    async (seed) => {
      const supposed = await worldAfterRun(seed);
      const made = await worldAfterRun(seed);
      const random = createSeededRandom(seed + 100);
      const states: readonly AlbumChoice[] = ['none', 'selected', 'excluded'];
      const choices = new Map(supposed.albums.map((id) => [id, random.pick(states)]));

      const recorded: string[] = [];
      const record = supposed.ledger.record.bind(supposed.ledger);
      supposed.ledger.record = (facts) => {
        recorded.push(...facts.map(({ kind }) => kind));
        return record(facts);
      };
      await supposed.engine.scan();
      const before = await told(supposed, 7);
      recorded.length = 0;
      expect(await supposed.engine.scan({ chooseAlbums: () => choices })).toEqual({ kind: 'completed' });
      const answers = await told(supposed, 7);
      expect(recorded).toEqual(['albums-listed']);

      await made.engine.chooseAlbums(choices);
      await made.engine.scan();
      expect(answers).toEqual(await told(made, 100));

      await supposed.engine.scan();
      expect(await told(supposed, 7)).toEqual(before);
    },
  );

  it('[A1] is forgotten by the next run and by the next choice', async () => {
    const { engine, library, ledger } = createEngineWorld();
    const camera = library.addAlbum('Camera');
    library.addAsset({ fileName: 'a.jpg', in: [camera] });
    const chooseAlbums = () => new Map<AlbumId, AlbumChoice>([[camera, 'selected']]);
    const waitingCount = async () => (await engine.readStatus()).statistics.waitingCount;
    await engine.scan({ chooseAlbums });
    expect(await waitingCount()).toBe(1);
    await engine.start();
    expect((await engine.readStatus()).statistics).toMatchObject({ uploadedCount: 0, notSelectedCount: 1 });
    await engine.scan({ chooseAlbums });
    await engine.chooseAlbums(new Map());
    expect(await waitingCount()).toBe(0);
    expect((await ledger.readAlbums()).every(({ choice }) => choice === 'none')).toBe(true);
  });
});
