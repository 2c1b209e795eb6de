import { createEngineWorld, FakeRemote, type EngineWorld } from '@keepsake/testkit';
import type { AssetId, RemoteAssetId } from '../index.ts';

/** A world in which so many photos are backed up, the last of them first. */
export async function backedUpWorld(count: number, remote = new FakeRemote()) {
  const world = createEngineWorld({ remote });
  const ids = Array.from({ length: count }, (_, index) =>
    world.library.addAsset({ fileName: `${index}.jpg`, content: `bytes ${index}` }),
  );
  await world.choose();
  await world.engine.start();
  return { ...world, ids };
}

/** What is said of it. */
export const whyOf = async ({ engine }: EngineWorld, id: AssetId) => (await engine.explain(id))?.why;
/** Under which id the server keeps it. */
export const remoteIdOf = async ({ engine }: EngineWorld, id: AssetId): Promise<RemoteAssetId> => {
  const why = (await engine.explain(id))?.why;
  if (why?.kind !== 'backed-up' || why.remoteId === undefined) throw new Error(`${id} is not backed up`);
  return why.remoteId;
};
