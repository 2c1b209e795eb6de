import { createEngineWorld, createGate, FakeRemote } from '@keepsake/testkit';
import { describe, expect, it } from 'vitest';
import { NO_DAMAGE } from '../index.ts';

describe('the engine', () => {
  it('[U7] runs one thing at a time: a second start, here or elsewhere, is told so and changes nothing', async () => {
    const { library, engine, choose, remote, runLock, ledger } = createEngineWorld();
    library.addAsset({ fileName: 'a.jpg' });
    await choose();
    const gate = createGate();
    remote.inject({ method: 'describe', fault: { kind: 'wait', until: gate.pass() } });
    const first = engine.start();
    expect(engine.snapshot()).toMatchObject({ activity: { kind: 'starting' }, lastOutcome: undefined });
    while (engine.snapshot().activity.kind === 'starting')
      await new Promise((resolve) => setImmediate(resolve));
    expect(await engine.start()).toEqual({ kind: 'already-running' });
    expect(await engine.scan()).toEqual({ kind: 'already-running' });
    expect(engine.snapshot()).toMatchObject({ activity: { kind: 'connecting' }, lastOutcome: undefined });
    const elsewhere = createEngineWorld({ library, ledger, remote, between: () => ({ runLock }) });
    expect(await elsewhere.engine.start()).toEqual({ kind: 'already-running' });
    expect(elsewhere.notifier.notifications).toEqual([]);
    gate.open();
    expect(await first).toEqual({ kind: 'completed' });
    expect([runLock.isHeld, runLock.acquisitions, remote.uploadCount]).toEqual([false, 2, 1]);
    expect(await elsewhere.engine.start()).toEqual({ kind: 'completed' });
  });

  it('[U7] still stops the run that goes on after another start was turned away', async () => {
    const { library, engine, choose, remote } = createEngineWorld();
    library.addAsset({ fileName: 'a.jpg' });
    await choose();
    const gate = createGate();
    remote.inject({ method: 'describe', fault: { kind: 'wait', until: gate.pass() } });
    const first = engine.start();
    await engine.start();
    engine.cancel();
    expect(await first).toEqual({ kind: 'cancelled' });
    expect(remote.uploadCount).toBe(0);
  });

  it('[E1] lets the lock go after every way to end', async () => {
    const ways: readonly ((world: ReturnType<typeof createEngineWorld>) => void)[] = [
      () => undefined,
      ({ remote }) => remote.failNext('describe', 'unauthorized'),
      ({ library }) => (library.listingFailure = 'library-unavailable'),
      ({ remote }) => remote.failNext('findDeviceAssets', 'forbidden'),
      ({ remote }) => remote.failNext('findChecksums', 'unauthorized'),
      ({ remote }) => remote.failNext('upload', 'server-disk-full'),
      ({ remote, engine }) => {
        remote.findChecksums = () => {
          engine.cancel();
          return new Promise(() => undefined);
        };
      },
      ({ hasher }) => (hasher.hash = () => Promise.reject(new TypeError('a fault'))),
      ({ ledger }) => (ledger.readTotals = () => Promise.reject(new TypeError('a fault'))),
    ];
    for (const [index, getWrong] of ways.entries()) {
      const world = createEngineWorld();
      world.library.addAsset({ fileName: 'a.jpg' });
      await world.choose();
      getWrong(world);
      await world.engine.start().catch(() => undefined);
      expect([index, world.runLock.isHeld, world.library.openCount, world.clock.sleeperCount]).toEqual([
        index,
        false,
        0,
        0,
      ]);
      expect(world.engine.snapshot().activity).toEqual({ kind: 'idle' });
    }
  });

  it('[E5] notifies once of a run that ends with failures, never of a retry', async () => {
    const { library, engine, choose, remote, notifier } = createEngineWorld();
    for (let index = 0; index < 7; index += 1) library.addAsset({ fileName: `${index}.jpg` });
    await choose();
    remote.failNext('upload', 'rejected', 5);
    expect(await engine.start()).toEqual({ kind: 'completed' });
    expect(notifier.notifications).toEqual([{ kind: 'uploads-failed', count: 5 }]);

    // They stay failed: that was said.
    library.addAsset({ fileName: 'new.jpg' });
    await engine.start();
    expect(notifier.notifications).toHaveLength(1);
    library.addAsset({ fileName: 'newer.jpg' });
    remote.failNext('upload', 'rejected', 1);
    await engine.start();
    expect(notifier.notifications).toEqual([
      { kind: 'uploads-failed', count: 5 },
      { kind: 'uploads-failed', count: 6 },
    ]);

    await engine.retry('all-failed');
    remote.failNext('upload', 'server-error', 3);
    await engine.start();
    expect(notifier.notifications).toHaveLength(2);
  });

  it('[T1] tells the library in numbers, and when it was last backed up', async () => {
    const { library, engine, choose, remote, clock } = createEngineWorld();
    const hidden = library.addAlbum('Hidden');
    library.addAsset({ fileName: 'a.jpg' });
    library.addAsset({ fileName: 'b.jpg', content: 'equal' });
    library.addAsset({ fileName: 'c.jpg', content: 'equal' });
    library.addAsset({ fileName: 'd.jpg' });
    library.addAsset({ fileName: 'e.jpg', in: [hidden] });
    library.addAsset({ fileName: 'f.txt' });
    await choose({ everything: 'selected', [hidden]: 'excluded' });
    remote.inject({
      method: 'upload',
      fault: { kind: 'fail', code: 'rejected' },
      when: ({ original }) => original.fileName === 'd.jpg',
    });
    expect(engine.snapshot().lastBackupAtMs).toBeUndefined();
    await engine.start();
    expect(await engine.readStatus()).toEqual({
      lastBackupAtMs: clock.now(),
      lastVerifiedAtMs: undefined,
      damage: NO_DAMAGE,
      waiting: expect.anything() as unknown,
      statistics: {
        libraryCount: 6,
        uploadedCount: 2,
        duplicateCount: 1,
        waitingCount: 0,
        failedCount: 1,
        goneCount: 0,
        deletedOnServerCount: 0,
        excludedCount: 1,
        notSelectedCount: 0,
        ignoredCount: 1,
        unsupportedCount: 1,
        candidates: { totalCount: 4, backedUpCount: 3, waitingCount: 0, failedCount: 1, waitingBytes: 0 },
      },
    });
    const atMs = clock.now();
    await clock.advance(5_000);
    remote.failNext('describe', 'unauthorized');
    await engine.start();
    expect((await engine.readStatus()).lastBackupAtMs).toBe(atMs);
  });

  it('[T2] shows storage used and quota as the server tells them, before and after', async () => {
    const remote = new FakeRemote({ quotaBytes: 1_000 });
    const { library, engine, choose } = createEngineWorld({ remote });
    library.addAsset({ fileName: 'a.jpg', content: 'x'.repeat(300) });
    await choose();
    const before: unknown[] = [];
    const find = remote.findChecksums.bind(remote);
    remote.findChecksums = (checksums, signal) => {
      before.push(engine.snapshot().storage);
      return find(checksums, signal);
    };
    await engine.start();
    expect(before).toEqual([{ usedBytes: 0, quotaBytes: 1_000 }]);
    expect(engine.snapshot().storage).toEqual({ usedBytes: 300, quotaBytes: 1_000 });
  });

  it('[A13] answers why for every asset, and nothing for one that it does not know', async () => {
    const { library, engine, choose, remote } = createEngineWorld();
    const failed = library.addAsset({ fileName: 'a.jpg' });
    const unknown = library.addAsset({ fileName: 'b.txt' });
    await choose();
    const stop = engine.subscribe(({ activity }) => {
      if (activity.kind === 'waiting-for-retry') engine.cancel();
    });
    remote.failNext('upload', 'timeout', Infinity);
    await engine.start();
    expect((await engine.explain(failed))?.why).toMatchObject({
      kind: 'waiting',
      for: { kind: 'retry', failure: { code: 'timeout', attempts: 1 } },
    });
    stop();
    await engine.start();
    expect((await engine.explain(failed))?.why).toMatchObject({ kind: 'failed' });
    expect((await engine.explain(unknown))?.why).toEqual({ kind: 'ignored', reason: 'unsupported-type' });
    expect(await engine.explain('nobody' as never)).toBeUndefined();
  });

  it('[B5] moves the time of an album only when all that it holds is settled', async () => {
    const { library, engine, choose, remote } = createEngineWorld();
    const [one, two] = ['One', 'Two'].map((name) => library.addAlbum(name));
    library.addAsset({ fileName: 'a.jpg', in: [one!] });
    library.addAsset({ fileName: 'b.jpg', in: [two!] });
    library.addAsset({ fileName: 'c.jpg', in: [one!, two!] });
    await choose({ [one!]: 'selected', [two!]: 'selected' });
    remote.inject({
      method: 'upload',
      fault: { kind: 'fail', code: 'rejected' },
      when: ({ original }) => original.fileName === 'a.jpg',
    });
    const settledAlbums = async () =>
      (await engine.listAlbums()).filter((album) => album.backedUpAtMs !== undefined).map(({ id }) => id);
    remote.failNext('findDeviceAssets', 'forbidden');
    await engine.start();
    expect(await settledAlbums()).toEqual([]);
    await engine.start();
    expect(await settledAlbums()).toEqual([two]);
    await engine.retry('all-failed');
    await engine.start();
    expect(await settledAlbums()).toEqual([one, two]);
  });
});
