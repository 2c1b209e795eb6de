import { createEngineWorld, FakeRemote, type EngineWorld } from '@keepsake/testkit';
import { describe, expect, it } from 'vitest';
import { versionOf, type AssetId, type OriginalRemover, type RemoteAssetId } from '../index.ts';

/** A device whose originals can be removed; it writes down what was. */
async function worldWith(
  count: number,
  remote = new FakeRemote(),
  onRemoved: (world: EngineWorld) => void = () => undefined,
) {
  const removed: AssetId[] = [];
  const world: EngineWorld = createEngineWorld({
    remote,
    between: ({ library }) => {
      const remover: OriginalRemover = {
        async remove(assets) {
          const now = (
            await library.listAssets({ albumId: 'everything' as never, cursor: undefined, limit: 1_000 }, {
              aborted: false,
            } as never)
          ).assets;
          const same = assets.filter(({ id, version }) =>
            now.some((asset) => asset.id === id && versionOf(asset) === version),
          );
          for (const { id } of same) {
            removed.push(id);
            world.library.removeAsset(id);
          }
          onRemoved(world);
          return same.map(({ id }) => id);
        },
      };
      return { remover };
    },
  });
  const ids = Array.from({ length: count }, (_, index) =>
    world.library.addAsset({ fileName: `${index}.jpg`, content: `bytes ${index}` }),
  );
  await world.choose();
  await world.engine.start();
  return { ...world, ids, removed };
}

describe('freeing space', () => {
  it('[V2] proposes only what the server read again after it was sent, and removes nothing by itself', async () => {
    const world = await worldWith(3);
    expect(await world.engine.proposeFreeing()).toMatchObject({ records: [], unprovenCount: 3 });
    await world.engine.verify({ isDeep: false });
    expect((await world.engine.proposeFreeing()).records).toEqual([]);
    await world.engine.verify({ isDeep: true });
    world.library.addAsset({ fileName: 'new.jpg' });
    await world.engine.start();
    const proposal = await world.engine.proposeFreeing();
    expect(proposal.records.map(({ asset }) => asset.id).toSorted()).toEqual(world.ids);
    expect(proposal).toMatchObject({ unprovenCount: 1, sizeBytes: 21 });
    expect(world.removed).toEqual([]);
  });

  it('[V2] removes what the person agreed to, proven once more right before', async () => {
    const world = await worldWith(4);
    await world.engine.verify({ isDeep: true });
    const gone = world.remote.assets.find(({ fileName }) => fileName === '1.jpg')!.id;
    world.remote.remove(gone);
    const rotten = world.remote.assets.find(({ fileName }) => fileName === '2.jpg')!.id;
    world.remote.rot(rotten);
    world.library.editAsset(world.ids[3]!, 'edited since');
    const { outcome, result } = await world.engine.freeSpace(world.ids);
    expect(outcome).toEqual({ kind: 'completed' });
    expect(result).toEqual({ removedCount: 1, removedBytes: 7, keptCount: 3 });
    expect(world.removed).toEqual([world.ids[0]]);
    // What was removed from the device stays known as backed up, and counts no longer.
    await world.engine.start();
    expect((await world.engine.explain(world.ids[0]!))?.why.kind).toBe('backed-up');
  });

  it('[V2] removes nothing of a version that was never proven, nor what nobody proposed', async () => {
    const world = await worldWith(2);
    await world.engine.verify({ isDeep: true });
    world.library.editAsset(world.ids[0]!, 'edited');
    await world.engine.start();
    const { result } = await world.engine.freeSpace([world.ids[0]!, 'unknown' as AssetId]);
    expect(result).toMatchObject({ removedCount: 0, keptCount: 2 });
    expect(world.removed).toEqual([]);
  });

  it('[V2] is refused where the server cannot read its bytes again', async () => {
    const world = await worldWith(1, new FakeRemote({ can: { deepVerify: false } }));
    await world.engine.verify({ isDeep: true });
    expect((await world.engine.proposeFreeing()).records).toEqual([]);
    expect((await world.engine.freeSpace(world.ids)).outcome.kind).toBe('stopped');
    expect(world.removed).toEqual([]);
  });

  it('[V2] leaves alone what is in a cloud alone: removing it would free nothing, and lose it there', async () => {
    const world = await worldWith(2);
    await world.engine.verify({ isDeep: true });
    world.library.sendToCloud(world.ids[0]!);
    world.library.addAsset({ fileName: 'another.jpg' });
    await world.engine.start();
    const { records, unprovenCount } = await world.engine.proposeFreeing();
    expect([records.map(({ asset }) => asset.id), unprovenCount]).toEqual([[world.ids[1]], 1]);
    await world.engine.freeSpace(world.ids);
    expect(world.removed).toEqual([world.ids[1]]);
  });

  it('[V2] that is cancelled says what it removed until then', async () => {
    const world = await worldWith(60);
    await world.engine.verify({ isDeep: true });
    const verify = world.remote.verify.bind(world.remote);
    let questions = 0;
    world.remote.verify = (...question) => {
      if ((questions += 1) === 2) world.engine.cancel();
      return verify(...question);
    };
    const { outcome, result } = await world.engine.freeSpace(world.ids);
    expect(outcome).toEqual({ kind: 'cancelled' });
    expect(world.removed).toHaveLength(50);
    expect(result).toMatchObject({ removedCount: 50, keptCount: 10 });
  });

  it('[V2] that is cancelled while it removes says what is gone by then', async () => {
    const world = await worldWith(2, new FakeRemote(), ({ engine }) => {
      engine.cancel();
    });
    await world.engine.verify({ isDeep: true });
    const { outcome, result } = await world.engine.freeSpace(world.ids);
    expect(world.removed).toHaveLength(2);
    expect(result).toMatchObject({ removedCount: 2, keptCount: 0 });
    expect(outcome).toEqual({ kind: 'completed' });
  });

  it("[V2] takes nothing of another person for this one's", async () => {
    const other = await worldWith(1);
    const stranger = await worldWith(1, new FakeRemote({ server: other.remote.server, userId: 'stranger' }));
    await stranger.engine.verify({ isDeep: true });
    const mine = stranger.remote.assets.map(({ id }) => id);
    for (const id of mine) stranger.remote.remove(id);
    const { result } = await stranger.engine.freeSpace(stranger.ids);
    expect(result).toMatchObject({ removedCount: 0 });
    expect(other.remote.assets[0]?.id).not.toBe(mine[0] as RemoteAssetId);
  });
});
