import { checksumOfContent, createEngineWorld, type EngineWorld } from '@keepsake/testkit';
import { describe, expect, it } from 'vitest';
import type { AssetId } from '../index.ts';

const whyOf = async ({ engine }: Pick<EngineWorld, 'engine'>, id: AssetId) => (await engine.explain(id))?.why;

describe('a file that changes', () => {
  it('[D7][A8] between scan and hash is sent as what it is now', async () => {
    const { library, remote, engine, choose, ledger } = createEngineWorld();
    const id = library.addAsset({ fileName: 'a.jpg', content: 'before' });
    await choose();
    const list = library.listAssets.bind(library);
    library.listAssets = async (request, signal) => {
      const page = await list(request, signal);
      library.editAsset(id, 'after');
      library.listAssets = list;
      return page;
    };
    library.addAsset({ fileName: 'b.jpg' });
    expect(await engine.start()).toEqual({ kind: 'completed' });
    expect(remote.assetOf(checksumOfContent('after'))).toBeDefined();
    expect(remote.assetOf(checksumOfContent('before'))).toBeUndefined();
    expect((await ledger.readTotals()).groups).toHaveLength(1);
  });

  it.each([
    ['while it is hashed', 1],
    ['between hash and send', 2],
    ['while it is sent', 3],
  ] as const)('[D7] %s is tried again, and nothing is recorded of what it was', async (_when, turn) => {
    const { library, remote, engine, choose, ledger } = createEngineWorld();
    const id = library.addAsset({ fileName: 'a.jpg', content: 'before' });
    await choose();
    const recorded: unknown[] = [];
    const record = ledger.record.bind(ledger);
    ledger.record = (facts) => {
      for (const fact of facts) if (fact.kind === 'backed-up') recorded.push(fact.checksums?.original);
      return record(facts);
    };
    if (turn === 2) {
      const find = remote.findChecksums.bind(remote);
      remote.findChecksums = (checksums, signal) => {
        if (library.contentOf(id) === 'before') library.editAsset(id, 'after!');
        return find(checksums, signal);
      };
    } else {
      let readings = 0;
      library.whileReading(id, () => {
        readings += 1;
        if (readings === turn) library.editAsset(id, 'after!');
      });
    }
    expect(await engine.start()).toEqual({ kind: 'completed' });
    expect(recorded).toEqual([checksumOfContent('after!')]);
    expect(await whyOf({ engine }, id)).toMatchObject({
      checksums: { original: checksumOfContent('after!') },
    });
    expect(library.openCount).toBe(0);
  });

  it('[D7][U6] for ever has failed after 5 attempts, while the others are backed up', async () => {
    const { library, remote, engine, choose } = createEngineWorld();
    const id = library.addAsset({ fileName: 'log.mp4', content: 'x' });
    for (let index = 0; index < 5; index += 1) library.addAsset({ fileName: `${index}.jpg` });
    await choose();
    let edits = 0;
    library.whileReading(id, () => library.editAsset(id, 'x'.repeat((edits += 1) + 1)));
    expect(await engine.start()).toEqual({ kind: 'completed' });
    expect(await whyOf({ engine }, id)).toMatchObject({
      kind: 'failed',
      failure: { code: 'changed-while-reading', attempts: 5 },
    });
    expect(edits).toBeLessThanOrEqual(15);
    expect(remote.assets).toHaveLength(5);

    library.heal(id);
    await engine.retry([id]);
    await engine.start();
    expect(remote.assets).toHaveLength(6);
  });

  it('[D7] in the middle of a run leaves a new choice of albums to the next one', async () => {
    const { library, engine, choose, remote } = createEngineWorld();
    const other = library.addAlbum('Other');
    const camera = library.addAlbum('Camera');
    const id = library.addAsset({ fileName: 'a.jpg', in: [camera] });
    library.addAsset({ fileName: 'b.jpg', in: [other] });
    await choose({ [camera]: 'selected' });
    let isFirst = true;
    library.whileReading(id, async () => {
      if (!isFirst) return;
      isFirst = false;
      library.editAsset(id, 'after');
      await engine.chooseAlbums(new Map([[other, 'selected']]));
    });
    await engine.start();
    expect(remote.uploadCount).toBe(1);
    expect(engine.snapshot().progress).toMatchObject({ settledCount: 1, totalCount: 1 });
    await engine.start();
    expect(remote.uploadCount).toBe(2);
  });
});
