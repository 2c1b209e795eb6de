import { createEngineWorld, createGate, FakeConditions, type EngineWorld } from '@keepsake/testkit';
import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS, type AssetId, type ConditionsState } from '../index.ts';
import { allowanceOf } from './allowance.ts';

const WIFI: ConditionsState = { network: 'unmetered', isRoaming: false, isLowData: false, isCharging: true };
const METERED: ConditionsState = { ...WIFI, network: 'metered' };
const person = { kind: 'foreground', isOverMeteredAllowed: false } as const;
const background = { kind: 'background', isOverMeteredAllowed: false } as const;
const MIB = 1024 * 1024;

async function worldOf(state: Partial<ConditionsState>, ...fileNames: string[]): Promise<EngineWorld> {
  const world = createEngineWorld();
  for (const [index, fileName] of fileNames.entries()) {
    world.library.addAsset({ fileName, content: { sizeBytes: MIB, seed: index + 1 } });
  }
  await world.choose();
  await world.engine.scan();
  world.conditions.change(state);
  return world;
}

describe('what may be sent', () => {
  it('[N1] in the background needs Wi-Fi and power where the person wants it', () => {
    const charging = { ...DEFAULT_SETTINGS, requireCharging: true };
    const unplugged = { ...WIFI, isCharging: false };
    expect(allowanceOf(unplugged, charging, background)).toEqual({ image: 'power', video: 'power' });
    expect(allowanceOf(unplugged, charging, person).image).toBeUndefined();
    expect(allowanceOf(unplugged, DEFAULT_SETTINGS, background).image).toBeUndefined();
    const cellular = { ...DEFAULT_SETTINGS, useCellularForUploadPhotos: true, requireUnmetered: true };
    expect(allowanceOf(METERED, cellular, background).image).toBe('wi-fi');
    expect(allowanceOf(METERED, { ...cellular, requireUnmetered: false }, background)).toEqual({
      image: undefined,
      video: 'wi-fi',
    });
  });

  it('[N2] over a metered network, one that roams or spares data is chosen for photos and videos apart', () => {
    const metered: readonly ConditionsState[] = [
      METERED,
      { ...WIFI, isRoaming: true },
      { ...WIFI, isLowData: true },
    ];
    for (const state of metered) {
      for (const useCellularForUploadPhotos of [true, false]) {
        for (const useCellularForUploadVideos of [true, false]) {
          const settings = { ...DEFAULT_SETTINGS, useCellularForUploadPhotos, useCellularForUploadVideos };
          expect(allowanceOf(state, settings, person)).toEqual({
            image: useCellularForUploadPhotos ? undefined : 'wi-fi',
            video: useCellularForUploadVideos ? undefined : 'wi-fi',
          });
        }
      }
    }
    expect(DEFAULT_SETTINGS).toMatchObject({
      useCellularForUploadPhotos: false,
      useCellularForUploadVideos: false,
    });
  });

  it('[N5] over mobile data this once is everything, but without a network nothing is', () => {
    const lifted = { kind: 'background', isOverMeteredAllowed: true } as const;
    const strict = { ...DEFAULT_SETTINGS, requireCharging: true };
    expect(allowanceOf({ ...METERED, isCharging: false }, strict, lifted)).toEqual({
      image: undefined,
      video: undefined,
    });
    expect(allowanceOf({ ...METERED, network: 'none' }, strict, lifted).image).toBe('network');
  });
});

describe('a run', () => {
  it('[N1] in the background that may send nothing ends at once, without a question to the server', async () => {
    const world = await worldOf({ network: 'metered' }, 'a.jpg');
    expect(await world.engine.start({ kind: 'background' })).toEqual({ kind: 'held-back', by: 'wi-fi' });
    expect(world.remote.calls.describe).toBe(0);
    expect(world.runLock.isHeld).toBe(false);
    world.conditions.change({ network: 'unmetered' });
    expect(await world.engine.start({ kind: 'background' })).toEqual({ kind: 'completed' });
  });

  it('[N2][N4] sends the photos that may go, and says of the videos that they wait for Wi-Fi', async () => {
    const world = await worldOf({ network: 'metered' }, 'a.jpg', 'b.mp4', 'c.jpg');
    await world.engine.changeSettings({ useCellularForUploadPhotos: true, requireUnmetered: false });
    expect(await world.engine.start({ kind: 'background' })).toEqual({ kind: 'held-back', by: 'wi-fi' });
    expect(world.arrived().toSorted()).toEqual(['a.jpg', 'c.jpg']);
    const { statistics, waiting } = await world.engine.readStatus();
    expect(statistics.waitingCount).toBe(1);
    expect(waiting['wi-fi']).toEqual({ count: 1, sizeBytes: MIB });
    const [record] = await world.engine.listAssets({
      kind: 'listed',
      standing: undefined,
      settlement: 'pending',
      after: undefined,
      limit: 1,
    });
    expect((await world.engine.explain(record!.asset.id))?.why).toEqual({
      kind: 'waiting',
      for: { kind: 'wi-fi' },
    });
  });

  it('[N3] stops a transfer within 2 s when Wi-Fi drops, and goes on by itself when it is back', async () => {
    const world = await worldOf({}, 'a.mp4');
    const [isSending, mayEnd] = [createGate(), createGate()];
    world.remote.inject({
      method: 'upload',
      fault: {
        kind: 'wait',
        afterBytes: 1000,
        until: () => {
          void isSending.pass();
          return mayEnd.pass();
        },
      },
    });
    const kinds: string[] = [];
    world.engine.subscribe(({ activity }) => kinds.push(activity.kind));
    const running = world.engine.start();
    await isSending.reached;
    const atMs = world.clock.now();
    world.conditions.change({ network: 'metered' });
    while (world.engine.snapshot().activity.kind !== 'waiting-for-conditions') {
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(world.clock.now() - atMs).toBeLessThan(2_000);
    expect(world.library.openCount).toBe(0);
    expect(world.remote.uploadCount).toBe(0);
    // Nobody adds a photo, nobody presses a button.
    world.conditions.change({ network: 'unmetered' });
    expect(await running).toEqual({ kind: 'completed' });
    expect(world.remote.uploadCount).toBe(1);
    const [record] = await world.engine.listAssets({ kind: 'by-id', ids: ['a.mp4#1' as AssetId] });
    expect(record?.settlement.kind).toBe('backed-up');
    expect(world.conditions.observerCount).toBe(0);
    mayEnd.open();
  });

  it('[N4] says what it waits for now, where the network is another one than before', async () => {
    const world = await worldOf({ network: 'none' }, 'a.mp4');
    const activity = (): unknown => world.engine.snapshot().activity;
    const running = world.engine.start();
    while (world.engine.snapshot().activity.kind !== 'waiting-for-conditions') {
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(activity()).toEqual({ kind: 'waiting-for-conditions', hold: 'network' });
    world.conditions.change({ network: 'metered' });
    expect(activity()).toEqual({ kind: 'waiting-for-conditions', hold: 'wi-fi' });
    world.conditions.change({ network: 'none' });
    expect(activity()).toEqual({ kind: 'waiting-for-conditions', hold: 'network' });
    world.conditions.change({ network: 'unmetered' });
    expect(await running).toEqual({ kind: 'completed' });
    expect(world.conditions.observerCount).toBe(0);
  });

  it('[N3] goes on also when Wi-Fi came back while it put what had arrived into albums', async () => {
    const world = await worldOf({ network: 'metered' }, 'a.jpg', 'b.mp4');
    const album = world.library.addAlbum('Summer');
    world.library.addToAlbum('a.jpg#1' as AssetId, album);
    await world.engine.changeSettings({ useCellularForUploadPhotos: true, syncAlbums: true });
    world.remote.inject({
      method: 'addToAlbum',
      fault: { kind: 'wait', until: async () => world.conditions.change({ network: 'unmetered' }) },
    });
    expect(await world.engine.start()).toEqual({ kind: 'completed' });
    expect(world.remote.uploadCount).toBe(2);
  });

  it('[N3][E2] counts no attempt for what it cut short', async () => {
    const world = await worldOf({}, 'a.mp4');
    for (let round = 0; round < 8; round += 1) {
      const gate = createGate();
      world.remote.inject({
        method: 'upload',
        fault: { kind: 'wait', afterBytes: 10, until: () => gate.pass() },
      });
      const running = world.engine.start({ kind: 'background' });
      await gate.reached;
      world.conditions.change({ network: 'metered' });
      expect(await running).toEqual({ kind: 'held-back', by: 'wi-fi' });
      world.conditions.change({ network: 'unmetered' });
    }
    expect((await world.engine.readStatus()).statistics).toMatchObject({ waitingCount: 1, failedCount: 0 });
  });

  it('[N5] over mobile data is allowed for one run, whose bytes are known before', async () => {
    const world = await worldOf({ network: 'metered' }, 'a.jpg', 'b.mp4');
    expect((await world.engine.readStatus()).waiting['wi-fi']).toEqual({ count: 2, sizeBytes: 2 * MIB });
    expect(await world.engine.start({ isOverMeteredAllowed: true })).toEqual({ kind: 'completed' });
    world.library.addAsset({ fileName: 'c.jpg' });
    expect(await world.engine.start({ kind: 'background' })).toEqual({ kind: 'held-back', by: 'wi-fi' });
    expect(world.remote.uploadCount).toBe(2);
  });

  it('[N4] tells of power and of no network, too', async () => {
    const world = await worldOf({ network: 'none' }, 'a.jpg');
    expect((await world.engine.readStatus()).waiting.network.count).toBe(1);
    await world.engine.changeSettings({ requireCharging: true });
    world.conditions.change({ network: 'unmetered', isCharging: false });
    expect((await world.engine.readStatus()).waiting.power.count).toBe(1);
    expect(await world.engine.start({ kind: 'background' })).toEqual({ kind: 'held-back', by: 'power' });
  });

  it('[N3] leaves nobody listening, however it ends', async () => {
    const conditions = new FakeConditions();
    const world = createEngineWorld({ between: () => ({ conditions }) });
    world.library.addAsset({ fileName: 'a.jpg' });
    await world.choose();
    world.remote.failNext('upload', 'unauthorized');
    await world.engine.start();
    await world.engine.start();
    expect(conditions.observerCount).toBe(0);
  });
});
