import type { AssetId } from '@keepsake/engine';
import { createRemote } from '@keepsake/remote';
import { createEngineWorld, FakeImmichServer } from '@keepsake/testkit';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openNodeHttpTransport } from './node-http-transport.ts';

const LIVE = { fileName: 'live.heic', content: 'still', motion: { fileName: 'live.mov', content: 'moving' } };

async function openWorld(version: FakeImmichServer['version']) {
  const server = await FakeImmichServer.open(version);
  server.addPerson('ada', undefined);
  const transport = openNodeHttpTransport();
  onTestFinished(async () => {
    transport.close();
    await server.close();
  });
  const credential = { kind: 'session', token: 'ada' } as const;
  const remote = createRemote({ transport, serverUrl: server.url, credential });
  const world = createEngineWorld({ between: () => ({ remote }) });
  const whyOf = async (id: AssetId) => (await world.engine.explain(id))?.why.kind;
  const kept = () =>
    [...server.photos.assets.values()].map(({ fileName, isHidden, isTrashed }) => ({
      fileName,
      isHidden,
      isTrashed,
    }));
  return { ...world, server, whyOf, kept };
}

describe.each([
  ['2.7', [2, 7, 5]],
  ['3', [3, 2, 0]],
] as const)('Live Photos on Immich %s', (_name, version) => {
  it('[D3] does not call a video backed up that is there, out of sight, as a motion part alone', async () => {
    const { library, choose, engine, server, whyOf, kept } = await openWorld(version);
    library.addAsset(LIVE);
    await choose();
    await engine.start();
    expect(kept()).toContainEqual({ fileName: 'live.mov', isHidden: true, isTrashed: false });

    const video = library.addAsset({ fileName: 'export.mov', content: 'moving' });
    await engine.start();

    expect(kept()).toContainEqual({ fileName: 'live.mov', isHidden: false, isTrashed: false });
    expect(server.photos.assets.size).toBe(2);
    expect(await whyOf(video)).toBe('duplicate');
  });

  it('[D10] sends one again that was thrown away there, with what moves', async () => {
    const { library, choose, engine, ledger, server, whyOf, kept } = await openWorld(version);
    const id = library.addAsset(LIVE);
    await choose();
    await engine.start();
    for (const asset of server.photos.assets.values()) asset.isTrashed = true;
    await engine.verify({ isDeep: false });
    expect(await whyOf(id)).toBe('deleted-on-server');

    await ledger.record([{ kind: 'upload-again-wanted', ids: 'all-deleted' }]);
    await engine.start();
    expect(kept().filter(({ isTrashed }) => isTrashed)).toEqual([]);
    expect(kept()).toContainEqual({ fileName: 'live.mov', isHidden: true, isTrashed: false });
    expect(['backed-up', 'duplicate']).toContain(await whyOf(id));
  });
});
