import { createEngineWorld, createGate, FakeRemote } from '@keepsake/testkit';
import { describe, expect, it } from 'vitest';
import {
  BackupError,
  CancelSource,
  type AssetId,
  type AssetVersion,
  type Checksum,
  type UploadId,
} from '../index.ts';

const MIB = 1024 * 1024;
const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('what takes long or may not go', () => {
  it('[B4][U6] a video that takes longer to hash than a run lasts does not starve the photos', async () => {
    const world = createEngineWorld();
    for (let index = 0; index < 2; index += 1) {
      world.library.addAsset({ fileName: `${index}.mp4`, createdAtMs: 9_000_000_000 + index });
    }
    for (let index = 0; index < 20; index += 1)
      world.library.addAsset({ fileName: `${index}.jpg`, createdAtMs: 1_000 + index });
    await world.choose();
    const hash = world.hasher.hash.bind(world.hasher);
    world.hasher.hash = async (part, signal) => {
      if (part.fileName.endsWith('.mp4')) await world.clock.sleep(29_000, signal);
      return hash(part, signal);
    };
    expect(await world.engine.start({ kind: 'background', budgetMs: 30_000 })).toEqual({
      kind: 'out-of-time',
    });
    expect(world.remote.uploadCount).toBe(20);
  });

  it('[B4][I4] an original that could not come down in time is not begun, and those behind it are', async () => {
    const world = createEngineWorld({
      remote: new FakeRemote({ can: { resumable: { maxAppendBytes: undefined } } }),
    });
    for (let index = 0; index < 2; index += 1) {
      world.library.addAsset({
        fileName: `${index}.mp4`,
        isInCloud: true,
        createdAtMs: 9_000_000_000,
        content: { sizeBytes: 40 * MIB, seed: index },
      });
    }
    world.library.addAsset({ fileName: 'cloud.jpg', isInCloud: true, createdAtMs: 1_000, content: 'cloud' });
    await world.choose();
    await world.engine.start({ kind: 'background', budgetMs: 30_000 });
    expect(world.arrived()).toEqual(['cloud.jpg']);
    expect(world.library.counts.opens).toBe(1);
  });

  it('[E2][N2] a photo that is due for its retry does not wait for the Wi-Fi of a video', async () => {
    const world = createEngineWorld();
    world.library.addAsset({ fileName: 'a.mp4' });
    world.library.addAsset({ fileName: 'b.jpg' });
    await world.choose();
    await world.engine.changeSettings({ useCellularForUploadPhotos: true });
    world.conditions.change({ network: 'metered' });
    world.remote.failNext('upload', 'server-error');
    const running = world.engine.start();
    for (let turn = 0; turn < 500 && world.remote.uploadCount === 0; turn += 1) await nextTurn();
    expect(world.arrived()).toEqual(['b.jpg']);
    world.conditions.change({ network: 'unmetered' });
    expect(await running).toEqual({ kind: 'completed' });
    expect(world.remote.uploadCount).toBe(2);
  });

  it('[I3][N2] videos that came down and are held back leave their places to photos', async () => {
    const world = createEngineWorld();
    for (let index = 0; index < 3; index += 1) {
      world.library.addAsset({ fileName: `${index}.mp4`, isInCloud: true, createdAtMs: 9_000_000_000 });
    }
    world.library.addAsset({ fileName: 'cloud.jpg', isInCloud: true, createdAtMs: 1_000 });
    await world.choose();
    await world.engine.changeSettings({ useCellularForUploadPhotos: true });
    const gate = createGate();
    world.remote.inject({ method: 'findChecksums', fault: { kind: 'wait', until: () => gate.pass() } });
    const running = world.engine.start();
    await gate.reached;
    world.conditions.change({ network: 'metered' });
    gate.open();
    for (let turn = 0; turn < 500 && world.remote.uploadCount === 0; turn += 1) await nextTurn();
    expect(world.arrived()).toEqual(['cloud.jpg']);
    world.engine.cancel();
    await running;
    expect(world.library.temporaryCount).toBe(0);
  });

  it('[U7] a library that cannot close a file keeps nobody from stopping', async () => {
    const world = createEngineWorld();
    world.library.addAsset({ fileName: 'a.jpg', isInCloud: true });
    await world.choose();
    const open = world.library.open.bind(world.library);
    const closing = createGate();
    world.library.open = async (...args) => ({ ...(await open(...args)), close: () => closing.pass() });
    const running = world.engine.start();
    await closing.reached;
    world.engine.cancel();
    expect(await running).toEqual({ kind: 'cancelled' });
    expect(world.runLock.isHeld).toBe(false);
  });

  it('[N2] what the person forbids in the middle of a run stops at once', async () => {
    const world = createEngineWorld();
    for (let index = 0; index < 4; index += 1) world.library.addAsset({ fileName: `${index}.mp4` });
    await world.choose();
    await world.engine.changeSettings({ useCellularForUploadVideos: true });
    world.conditions.change({ network: 'metered' });
    const gate = createGate();
    world.remote.inject({ method: 'upload', fault: { kind: 'wait', until: () => gate.pass() }, times: 4 });
    const running = world.engine.start();
    await gate.reached;
    await world.engine.changeSettings({ useCellularForUploadVideos: false });
    gate.open();
    while (world.engine.snapshot().activity.kind !== 'waiting-for-conditions') await nextTurn();
    expect(world.remote.uploadCount).toBe(0);
    world.engine.cancel();
    await running;
  });

  it.each([0, 9])(
    '[U6][E2] a photo (%i of 10) at whose checksum the server fails fails by itself',
    async (at) => {
      const world = createEngineWorld();
      const ids = Array.from({ length: 10 }, (_, index) =>
        world.library.addAsset({ fileName: `${index}.jpg`, content: `${index}`, createdAtMs: 1_000 + index }),
      );
      await world.choose();
      const find = world.remote.findChecksums.bind(world.remote);
      const hash = world.hasher.hash.bind(world.hasher);
      let bad: Checksum | undefined;
      world.hasher.hash = async (part, signal) => {
        const checksum = await hash(part, signal);
        if (part.fileName === `${at}.jpg`) bad = checksum;
        return checksum;
      };
      world.remote.findChecksums = async (checksums, signal) => {
        if (bad !== undefined && checksums.includes(bad))
          throw new BackupError('server-error', 'one row is bad');
        return find(checksums, signal);
      };
      await world.engine.start();
      expect(world.remote.uploadCount).toBe(9);
      expect((await world.engine.explain(ids[at]!))?.why).toMatchObject({ kind: 'failed' });
    },
  );

  it('[B3][E2] a retry that a server puts off for hours does not keep a background run, nor what comes meanwhile', async () => {
    const world = createEngineWorld();
    world.library.addAsset({ fileName: 'a.jpg' });
    await world.choose();
    const hours = { kind: 'fail', code: 'too-many-requests', retryAfterMs: 6 * 3_600_000 } as const;
    world.remote.inject({ method: 'upload', fault: hours });
    const atMs = world.clock.now();
    expect(await world.engine.start({ kind: 'background' })).toEqual({ kind: 'out-of-time' });
    expect(world.clock.now() - atMs).toBeLessThan(60_000);
    world.library.addAsset({ fileName: 'b.jpg' });
    await world.engine.start({ kind: 'background' });
    expect(world.arrived()).toEqual(['b.jpg']);
  });

  it('[E2] a server that cannot prove what it has still gets what it has not', async () => {
    const world = createEngineWorld();
    world.library.addAsset({ fileName: 'a.jpg' });
    await world.choose();
    await world.engine.start();
    await world.clock.advance(8 * 86_400_000);
    world.library.addAsset({ fileName: 'b.jpg' });
    world.remote.failNext('verify', 'server-error', 100);
    expect(await world.engine.start()).toEqual({ kind: 'completed' });
    expect(world.remote.uploadCount).toBe(2);
  });

  it('[D7][A13] a file that becomes something else while it is read is planned anew, and ends no run with a fault', async () => {
    const world = createEngineWorld();
    const id = world.library.addAsset({ fileName: 'a.jpg' });
    world.library.addAsset({ fileName: 'b.jpg' });
    await world.choose();
    const open = world.library.open.bind(world.library);
    world.library.open = async (asset, observer, signal) => {
      const opened = await open(asset, observer, signal);
      if (asset !== id) return opened;
      const now = {
        ...opened.asset,
        kind: 'unsupported',
        original: { ...opened.asset.original, modifiedAtMs: 5 },
      } as const;
      return { ...opened, relist: async () => now };
    };
    expect(await world.engine.start()).toEqual({ kind: 'completed' });
    expect((await world.engine.explain(id))?.why).toEqual({ kind: 'ignored', reason: 'unsupported-type' });
    expect(world.arrived()).toEqual(['b.jpg']);
  });

  it('[B5] the time of an album that is chosen in the middle of a run does not move', async () => {
    const world = createEngineWorld();
    const [one, two] = [world.library.addAlbum('One'), world.library.addAlbum('Two')];
    world.library.addAsset({ fileName: 'a.jpg', in: [one] });
    world.library.addAsset({ fileName: 'b.jpg', in: [two] });
    await world.choose({ [one]: 'selected' });
    world.remote.inject({
      method: 'upload',
      fault: { kind: 'wait', until: () => world.engine.chooseAlbums(new Map([[two, 'selected']])) },
    });
    await world.engine.start();
    const timeOf = async (id: string) =>
      (await world.engine.listAlbums()).find((album) => album.id === id)?.backedUpAtMs;
    expect(await timeOf(two)).toBeUndefined();
    await world.engine.start();
    expect(world.arrived().toSorted()).toEqual(['a.jpg', 'b.jpg']);
    expect(await timeOf(two)).toBeDefined();
  });
});

describe('what the server has', () => {
  it('[D4][D10] is not proven by a name behind which it does not say what lies', async () => {
    const before = createEngineWorld();
    const id = before.library.addAsset({ fileName: 'a.jpg', content: 'a' });
    await before.choose();
    await before.engine.start();
    const { library, remote } = before;
    remote.trash(remote.assets[0]!.id);
    const find = remote.findDeviceAssets.bind(remote);
    remote.findDeviceAssets = async (...args) =>
      new Map(
        [...(await find(...args))].map(([name, match]) => [
          name,
          { ...match, remoteId: undefined, checksum: undefined, isTrashed: false },
        ]),
      );
    const again = createEngineWorld({ library, remote });
    await again.choose();
    await again.engine.start();
    expect((await again.engine.explain(id))?.why.kind).toBe('deleted-on-server');
    expect(remote.calls.upload).toBe(1);
  });

  it('[V1][D10] and has let rot was deleted by nobody: it is sent again', async () => {
    const world = createEngineWorld();
    const id = world.library.addAsset({ fileName: 'a.jpg', content: 'a' });
    await world.choose();
    await world.engine.start();
    const { id: remoteId } = world.remote.assets[0]!;
    world.remote.rot(remoteId);
    await world.remote.verify(
      [world.remote.assets[0]!.checksum],
      { isDeep: true },
      {
        aborted: false,
        reason: undefined,
        addEventListener: () => undefined,
        removeEventListener: () => undefined,
      },
    );
    world.library.touchAsset(id, 77_000);
    await world.engine.start();
    expect((await world.engine.explain(id))?.why.kind).toMatch(/backed-up|duplicate/);
    expect(world.remote.calls.upload).toBe(2);
  });

  it('[U4][E1] an upload that gets ahead each time is not failed for its broken wires, and a failed one goes on from where it was', async () => {
    const remote = new FakeRemote({ can: { resumable: { maxAppendBytes: MIB } } });
    const world = createEngineWorld({ remote });
    world.library.addAsset({ fileName: 'long.mp4', content: { sizeBytes: 12 * MIB, seed: 1 } });
    await world.choose();
    remote.inject({
      method: 'append',
      fault: { kind: 'cut-after-bytes', bytes: MIB - 1, keptBytes: MIB - 1 },
      times: 11,
    });
    expect(await world.engine.start()).toEqual({ kind: 'completed' });
    expect([remote.uploadCount, remote.calls.create]).toEqual([1, 1]);

    const stuck = createEngineWorld({
      remote: new FakeRemote({ can: { resumable: { maxAppendBytes: MIB } } }),
    });
    const id = stuck.library.addAsset({ fileName: 'long.mp4', content: { sizeBytes: 12 * MIB, seed: 2 } });
    await stuck.choose();
    stuck.remote.inject({ method: 'append', fault: { kind: 'wait', until: Promise.resolve() }, times: 6 });
    stuck.remote.failNext('append', 'server-error', 5);
    await stuck.engine.start();
    expect((await stuck.engine.explain(id))?.why.kind).toBe('failed');
    await stuck.engine.start();
    await stuck.engine.retry('all-failed');
    await stuck.engine.start();
    expect(stuck.remote.bytesReceived).toBe(12 * MIB);
  });

  describe('a server that does not prove what it has', () => {
    const EIGHT_DAYS_MS = 8 * 86_400_000;

    async function worldWithOldProof() {
      const world = createEngineWorld({
        remote: new FakeRemote({ can: { resumable: { maxAppendBytes: MIB } } }),
      });
      world.library.addAsset({ fileName: 'old.jpg' });
      await world.choose();
      await world.engine.start();
      await world.clock.advance(EIGHT_DAYS_MS);
      world.library.addAsset({ fileName: 'new.jpg' });
      return world;
    }

    it.each(['network', 'timeout', 'server-error', 'bad-answer'] as const)(
      '[V1][E1] but answers with %s gets what is new',
      async (code) => {
        const world = await worldWithOldProof();
        world.remote.failNext('verify', code, 1_000);
        expect(await world.engine.start()).toEqual({ kind: 'completed' });
        expect(world.arrived()).toContain('new.jpg');
      },
    );

    it('[V1][B4] or takes half a minute for it, costs a run ten seconds, and a short one a quarter of its time', async () => {
      const world = await worldWithOldProof();
      const slow = { kind: 'wait', until: () => world.clock.sleep(30_000, new CancelSource()) } as const;
      world.remote.inject({ method: 'verify', fault: slow, times: 1_000 });
      const budgetMs = 30_000;
      expect(await world.engine.start({ kind: 'background', budgetMs })).toEqual({ kind: 'completed' });
      expect(world.arrived()).toContain('new.jpg');
      const startedAtMs = world.clock.now();
      await world.engine.start();
      expect(world.clock.now() - startedAtMs).toBe(10_000);
    });

    it('[U4] or cannot be told that an upload is given up, gets what is new, and is not told for ever', async () => {
      const world = await worldWithOldProof();
      const transfer = {
        assetId: 'gone' as AssetId,
        version: 'v' as AssetVersion,
        part: 'original',
        checksum: '11'.repeat(20) as Checksum,
        upload: 'u' as UploadId,
        sizeBytes: 9,
        offset: 1,
      } as const;
      await world.ledger.record([{ kind: 'transfer-noted', transfer }]);
      world.remote.failNext('cancel', 'network', 1_000);
      expect(await world.engine.start()).toEqual({ kind: 'completed' });
      expect(world.arrived()).toContain('new.jpg');
      expect(await world.ledger.readTransfers()).toEqual([]);
    });
  });
});
