import type { AlbumId, AssetId } from '@keepsake/engine';
import { describe, expect, it } from 'vitest';
import { FAKE_EVERYTHING } from '@keepsake/testkit/fakes';
import { SCENARIOS } from '../../simulated/scenarios.ts';
import { PHOTO_LISTS, countsOf, filtersOf, type PhotoList } from './photo-lists.ts';

type World = Awaited<ReturnType<(typeof SCENARIOS)['complete']>>['world'];

async function listedCounts({ engine }: World): Promise<Readonly<Record<PhotoList, number>>> {
  const counted = PHOTO_LISTS.map(async (list) => {
    const pages = await Promise.all(
      filtersOf(list).map((filter) =>
        engine.listAssets({ kind: 'listed', ...filter, after: undefined, limit: 1_000 }),
      ),
    );
    return [list, new Set(pages.flat().map(({ asset }): AssetId => asset.id)).size] as const;
  });
  return Object.fromEntries(await Promise.all(counted)) as Record<PhotoList, number>;
}

describe('each number', () => {
  it('is that of its list, also of what is safe and chosen no longer', async () => {
    const { world } = await SCENARIOS['failed-variously'](12);
    const family = 'Family' as AlbumId;
    for (let seed = 1; seed <= 5; seed += 1) {
      // The second has the bytes of the first, and is there already.
      for (const name of ['first', 'second'])
        world.library.addAsset({
          fileName: `${name}-${seed}.jpg`,
          content: { sizeBytes: 777, seed },
          in: [family],
        });
    }
    await world.engine.start();
    await world.choose({ [FAKE_EVERYTHING]: 'none', Camera: 'none', Family: 'selected' });
    world.library.addAsset({ fileName: 'new.jpg', content: { sizeBytes: 778, seed: 9 }, in: [family] });
    await world.engine.scan();
    await world.engine.readStatus();
    const counts = countsOf(world.engine.snapshot());
    expect(counts).toMatchObject({ 'on-server': 22, uploaded: 17, duplicate: 5, safe: 10, kept: 12 });
    // What is on its way is told by the snapshot, and in the ledger it is waiting.
    expect({ ...(await listedCounts(world)), uploading: 0 }).toEqual(counts);
  });
});
