import { createEngineWorld, createGate, type EngineWorld } from '@keepsake/testkit';
import { describe, expect, it } from 'vitest';
import { BackupError, type AssetId } from '../index.ts';

async function worldWithCloud(count: number, more: { readonly local?: number } = {}) {
  const world = createEngineWorld();
  const ids = Array.from({ length: count }, (_, index) =>
    world.library.addAsset({
      fileName: `cloud-${index}.jpg`,
      isInCloud: true,
      content: { sizeBytes: 200_000, seed: index },
      createdAtMs: 1_000_000 - index,
    }),
  );
  for (let index = 0; index < (more.local ?? 0); index += 1) {
    world.library.addAsset({ fileName: `local-${index}.jpg`, createdAtMs: 1_000 - index });
  }
  await world.choose();
  return { ...world, ids };
}

const whyOf = async ({ engine }: EngineWorld, id: AssetId) => (await engine.explain(id))?.why;

describe('an original that is not on the device', () => {
  it('[I1][I3] comes down once, is sent, and leaves nothing behind', async () => {
    const world = await worldWithCloud(5);
    expect(await world.engine.start()).toEqual({ kind: 'completed' });
    expect(world.remote.uploadCount).toBe(5);
    expect(world.library.counts.opens).toBe(5);
    expect([world.library.temporaryCount, world.library.openCount]).toEqual([0, 0]);
  });

  it('[I3][P1] shows that it comes down, with its progress, and then that it is sent', async () => {
    const world = await worldWithCloud(1);
    const seen = new Set<string>();
    world.library.whileReading(world.ids[0]!, () => {
      for (const { asset, bytesDownloaded } of world.engine.snapshot().transfers) {
        seen.add(`${asset.iCloudAsset} ${bytesDownloaded}`);
      }
    });
    world.engine.subscribe(({ transfers }) => {
      for (const { asset, bytesDownloaded } of transfers) seen.add(`${asset.iCloudAsset} ${bytesDownloaded}`);
    });
    await world.engine.start();
    expect(seen).toContain('true 100000');
    expect(seen).toContain('false undefined');
  });

  it('[I3] is one of two at most, while those on the device go on', async () => {
    const world = await worldWithCloud(8, { local: 6 });
    const gate = createGate();
    let peak = 0;
    for (const id of world.ids) {
      world.library.whileReading(id, () => {
        peak = Math.max(peak, world.library.openCount);
        return gate.pass();
      });
    }
    const running = world.engine.start();
    while (world.remote.uploadCount < 6) await new Promise((resolve) => setImmediate(resolve));
    expect(world.arrived().every((name) => name.startsWith('local'))).toBe(true);
    gate.open();
    expect(await running).toEqual({ kind: 'completed' });
    expect(world.remote.uploadCount).toBe(14);
    expect(peak).toBeLessThanOrEqual(2);
    expect(world.library.temporaryCount).toBe(0);
  });

  it('[I2][A13] is ignored when the person wants that, says so, and comes back with the setting', async () => {
    const world = await worldWithCloud(2, { local: 1 });
    await world.engine.changeSettings({ ignoreIcloudAssets: true });
    expect(await world.engine.start()).toEqual({ kind: 'completed' });
    expect(world.arrived()).toEqual(['local-0.jpg']);
    expect(await whyOf(world, world.ids[0]!)).toEqual({ kind: 'ignored', reason: 'in-cloud' });
    expect((await world.engine.readStatus()).statistics.ignoredCount).toBe(2);
    await world.engine.changeSettings({ ignoreIcloudAssets: false });
    await world.engine.scan();
    expect(await whyOf(world, world.ids[0]!)).toEqual({ kind: 'waiting', for: { kind: 'icloud-download' } });
    expect((await world.engine.readStatus()).waiting['icloud-download'].count).toBe(2);
    await world.engine.start();
    expect(world.remote.uploadCount).toBe(3);
  });

  it('[I1][I2] that went there after it was listed is not fetched when the person does not want that', async () => {
    const world = createEngineWorld();
    const id = world.library.addAsset({ fileName: 'a.jpg' });
    await world.choose();
    await world.engine.changeSettings({ ignoreIcloudAssets: true });
    await world.engine.scan();
    world.library.sendToCloud(id);
    expect(await world.engine.start()).toEqual({ kind: 'completed' });
    expect(await whyOf(world, id)).toEqual({ kind: 'ignored', reason: 'in-cloud' });
    expect(world.remote.uploadCount).toBe(0);
    expect(world.library.counts.bytesRead).toBe(0);
  });

  it('[I3] that went there after it was listed comes down when its turn comes, and is sent', async () => {
    const world = createEngineWorld();
    const id = world.library.addAsset({ fileName: 'a.jpg' });
    await world.choose();
    await world.engine.scan();
    world.library.sendToCloud(id);
    const seen = new Set<boolean>();
    world.library.whileReading(id, () => {
      for (const { asset } of world.engine.snapshot().transfers) seen.add(asset.iCloudAsset);
    });
    expect(await world.engine.start()).toEqual({ kind: 'completed' });
    expect(await whyOf(world, id)).toMatchObject({ kind: 'backed-up' });
    expect(seen).toContain(true);
    expect([world.library.temporaryCount, world.library.openCount]).toEqual([0, 0]);
  });

  it('[I4] that cannot come down fails by itself, the others go on', async () => {
    const world = await worldWithCloud(3, { local: 2 });
    world.library.failOpen(world.ids[1]!, 'download-failed');
    expect(await world.engine.start()).toEqual({ kind: 'completed' });
    expect(world.remote.uploadCount).toBe(4);
    expect(await whyOf(world, world.ids[1]!)).toMatchObject({
      kind: 'failed',
      failure: { code: 'download-failed', attempts: 5 },
    });
  });

  it('[I4][U6] that stalls on its way is given up like any stalled transfer', async () => {
    const world = await worldWithCloud(1, { local: 1 });
    const gate = createGate();
    const open = world.library.open.bind(world.library);
    let stalls = 0;
    world.library.open = async (id, observer, signal) => {
      if (id === world.ids[0] && (stalls += 1) <= 2) await gate.pass();
      return open(id, observer, signal);
    };
    expect(await world.engine.start()).toEqual({ kind: 'completed' });
    expect(world.remote.uploadCount).toBe(2);
    gate.open();
    await new Promise((resolve) => setImmediate(resolve));
    expect(world.library.openCount).toBe(0);
  });

  it('[I3][D5] that the server has already is not sent, and its file does not stay', async () => {
    const world = await worldWithCloud(1);
    await world.engine.start();
    const { remote } = world;
    remote.account.names.clear();
    const again = createEngineWorld({ library: world.library, remote });
    await again.choose();
    expect(await again.engine.start()).toEqual({ kind: 'completed' });
    expect(remote.calls.upload).toBe(1);
    expect(world.library.temporaryCount).toBe(0);
  });

  it('[U8] leaves no temporary file after a failure, a stop or an edit, and one of a crash goes at the next start', async () => {
    for (const trouble of ['rejected', 'unauthorized'] as const) {
      const world = await worldWithCloud(3);
      world.remote.failNext('upload', trouble);
      await world.engine.start();
      expect(world.library.temporaryCount).toBe(0);
    }
    const edited = await worldWithCloud(1);
    edited.remote.inject({
      method: 'upload',
      fault: {
        kind: 'wait',
        until: async () => edited.library.editAsset(edited.ids[0]!, { sizeBytes: 150_000, seed: 99 }),
      },
    });
    expect(await edited.engine.start()).toEqual({ kind: 'completed' });
    expect(edited.library.temporaryCount).toBe(0);
    const [record] = await edited.engine.listAssets({ kind: 'by-id', ids: edited.ids });
    const kept = edited.remote.assetOf(record!.checksums!.original);
    expect(kept?.bytes.length).toBe(150_000);

    const crashed = await worldWithCloud(1);
    crashed.library.temporaryCount = 7;
    await crashed.engine.start();
    expect(crashed.library.temporaryCount).toBe(0);
  });

  it('[N2] does not come down over a network that may not be used for it', async () => {
    const world = await worldWithCloud(1);
    const gate = createGate();
    world.library.whileReading(world.ids[0]!, () => gate.pass());
    const running = world.engine.start({ kind: 'background' });
    await gate.reached;
    world.conditions.change({ network: 'metered' });
    expect(await running).toEqual({ kind: 'held-back', by: 'wi-fi' });
    expect(world.remote.calls.upload).toBe(0);
    gate.open();
    await new Promise((resolve) => setImmediate(resolve));
    expect(world.library.temporaryCount).toBe(0);
    expect(new BackupError('download-failed', '').disposition).toBe('retry');
  });
});
