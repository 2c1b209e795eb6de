import { createEngineWorld, type EngineWorld } from '@keepsake/testkit';
import { describe, expect, it } from 'vitest';
import { BackupError, CancelSource, type Activity, type AssetId } from '../index.ts';
import { worldWithPhotos } from '../testing/world-with-photos.ts';

/** Large enough to be cut in the middle. */
const worldWithLargePhotos = (count: number, options: Parameters<typeof createEngineWorld>[0] = {}) =>
  worldWithPhotos(count, options, (index) => ({ content: { sizeBytes: 200_000, seed: index } }));

/** The network goes when the n-th upload begins, with others under way, and may come back. */
function loseNetworkAtUpload(world: EngineWorld, nth: number, backAfterMs: number | undefined): void {
  const upload = world.remote.upload.bind(world.remote);
  world.remote.upload = (request, observer, signal) => {
    if (world.remote.calls.upload === nth - 1) {
      world.remote.isOffline = true;
      if (backAfterMs !== undefined) {
        void world.clock.sleep(backAfterMs, new CancelSource()).then(() => {
          world.remote.isOffline = false;
        });
      }
    }
    return upload(request, observer, signal);
  };
}

/** The attempts that are written down from now on. */
function chargedAttempts({ ledger }: EngineWorld): readonly unknown[] {
  const failures: unknown[] = [];
  const record = ledger.record.bind(ledger);
  ledger.record = (facts) => {
    failures.push(...facts.filter(({ kind }) => kind === 'attempt-failed'));
    return record(facts);
  };
  return failures;
}

const attemptsOf = async ({ engine }: EngineWorld, ids: readonly AssetId[]): Promise<unknown[]> =>
  (await engine.listAssets({ kind: 'by-id', ids })).map(({ settlement }) => settlement);

describe('a network that goes away', () => {
  it('[E1] is waited for, with nothing lost and no attempt counted', async () => {
    const world = await worldWithLargePhotos(30);
    loseNetworkAtUpload(world, 10, 20_000);
    const activities = new Set<string>();
    const failures = chargedAttempts(world);
    world.engine.subscribe(({ activity }) => activities.add(activity.kind));
    const startedAtMs = world.clock.now();
    expect(await world.engine.start()).toEqual({ kind: 'completed' });
    expect(world.remote.uploadCount).toBe(30);
    expect(failures).toEqual([]);
    expect(activities).toContain('waiting-for-network');
    const tookMs = world.clock.now() - startedAtMs;
    // It is noticed at most 15 s after it came back.
    expect(tookMs).toBeGreaterThanOrEqual(20_000);
    expect(tookMs).toBeLessThan(36_000);
    expect(world.remote.calls.describe).toBeLessThan(20);
    expect(world.library.openCount).toBe(0);
  });

  it('[E1] for longer than the patience stops the run; all else waits and the next run goes on', async () => {
    const world = await worldWithLargePhotos(30, { offlinePatienceMs: 60_000 });
    loseNetworkAtUpload(world, 10, undefined);
    const startedAtMs = world.clock.now();
    expect(await world.engine.start()).toMatchObject({ kind: 'stopped', code: 'network' });
    expect(world.clock.now() - startedAtMs).toBeLessThan(62_000);
    expect(world.remote.calls.describe).toBeLessThan(30);
    expect(world.notifier.notifications).toEqual([{ kind: 'backup-stopped', code: 'network' }]);
    const waiting = await attemptsOf(world, world.ids);
    expect(waiting.filter((settlement) => (settlement as { kind: string }).kind === 'pending')).toHaveLength(
      30 - world.remote.uploadCount,
    );
    expect([world.library.openCount, world.runLock.isHeld]).toEqual([0, false]);

    world.remote.isOffline = false;
    expect(await world.engine.start()).toEqual({ kind: 'completed' });
    expect(world.remote.uploadCount).toBe(30);
  });

  it('[E1] or a server that is trusted no more is told apart while it is waited for, and when the patience ends', async () => {
    const world = await worldWithLargePhotos(30, { offlinePatienceMs: 60_000 });
    const { remote, engine } = world;
    const failures = chargedAttempts(world);
    const upload = remote.upload.bind(remote);
    remote.upload = (...call) => {
      if (remote.calls.upload < 9) return upload(...call);
      remote.failNext('describe', 'untrusted-server', Infinity);
      throw new BackupError('untrusted-server', 'its certificate has expired');
    };
    const waits: Activity[] = [];
    engine.subscribe(({ activity }) => {
      if (activity.kind === 'waiting-for-network' && activity !== waits.at(-1)) waits.push(activity);
    });
    expect(await engine.start()).toMatchObject({ kind: 'stopped', code: 'untrusted-server' });
    expect(new Set(waits.map((wait) => 'sinceMs' in wait && wait.sinceMs)).size).toBe(1);
    expect(waits.at(-1)).toMatchObject({ isUntrusted: true });
    expect(failures).toEqual([]);

    remote.clearFaults();
    remote.upload = upload;
    expect(await engine.start()).toEqual({ kind: 'completed' });
    expect(remote.uploadCount).toBe(30);
  });

  it('[E1][E5] or is trusted no more at all is said at once, and in the background to nobody', async () => {
    const { engine, remote, notifier } = await worldWithLargePhotos(1);
    remote.failNext('describe', 'untrusted-server', Infinity);
    const stopped = { kind: 'stopped', code: 'untrusted-server' };
    expect(await engine.start({ kind: 'background' })).toMatchObject(stopped);
    expect(notifier.notifications).toEqual([]);
    expect(await engine.start()).toMatchObject(stopped);
    expect(notifier.notifications).toEqual([{ kind: 'backup-stopped', code: 'untrusted-server' }]);
  });

  it.each([1, 2, 3, 4])(
    '[E1] is looked for at least every 15 s, however long it is away (seed %i)',
    async (seed) => {
      const world = await worldWithLargePhotos(6, { seed });
      loseNetworkAtUpload(world, 3, 300_000);
      const startedAtMs = world.clock.now();
      expect(await world.engine.start()).toEqual({ kind: 'completed' });
      expect(world.clock.now() - startedAtMs).toBeLessThan(316_000);
    },
  );

  it('[E1] before the run begins is said at once', async () => {
    const world = await worldWithLargePhotos(3);
    world.remote.isOffline = true;
    const startedAtMs = world.clock.now();
    expect(await world.engine.start()).toMatchObject({ kind: 'stopped', code: 'network' });
    expect(world.clock.now()).toBe(startedAtMs);
    expect(world.hasher.hashed).toEqual([]);
  });

  it('[E1] or a server that takes the first question and says nothing, after ten seconds', async () => {
    const { engine, remote, clock } = await worldWithLargePhotos(1);
    remote.inject({ method: 'describe', fault: { kind: 'wait', until: new Promise(() => undefined) } });
    const startedAtMs = clock.now();

    expect(await engine.start()).toMatchObject({ kind: 'stopped', code: 'network' });
    expect(clock.now() - startedAtMs).toBe(10_000);
    expect(clock.sleeperCount).toBe(0);
  });

  it('[E1] or a server that answers with nothing but trouble so long, by its own word', async () => {
    const { engine, remote, clock } = await worldWithLargePhotos(1);
    remote.failNext('describe', 'server-error', Infinity);
    const startedAtMs = clock.now();
    expect(await engine.start()).toMatchObject({ kind: 'stopped', code: 'server-error' });
    expect(clock.now() - startedAtMs).toBeLessThanOrEqual(10_000);
  });

  it('[E1][E5] or a server that is silent in the background, also where the transport gives up first', async () => {
    const { engine, remote, clock, notifier } = await worldWithLargePhotos(1);
    // As a transport does that hears of its end later than the run.
    remote.describe = async () => {
      await clock.sleep(30_000, new CancelSource());
      throw new BackupError('timeout', 'no answer');
    };
    expect(await engine.start({ kind: 'background' })).toMatchObject({ kind: 'stopped', code: 'network' });
    expect(notifier.notifications).toEqual([]);
  });

  it('[E1] or a server whose disk wakes up while nobody looks is waited for', async () => {
    const { engine, remote, clock } = await worldWithLargePhotos(1);
    remote.inject({
      method: 'describe',
      fault: { kind: 'wait', until: () => clock.sleep(40_000, new CancelSource()) },
    });
    expect(await engine.start({ kind: 'background' })).toEqual({ kind: 'completed' });
    expect(remote.uploadCount).toBe(1);
  });

  it('[E1] while the server is asked for checksums is waited for as well', async () => {
    const world = await worldWithLargePhotos(3);
    const find = world.remote.findChecksums.bind(world.remote);
    world.remote.findChecksums = (checksums, signal) => {
      if (world.remote.calls.findChecksums === 0) {
        world.remote.isOffline = true;
        void world.clock.sleep(20_000, new CancelSource()).then(() => {
          world.remote.isOffline = false;
        });
      }
      return find(checksums, signal);
    };
    expect(await world.engine.start()).toEqual({ kind: 'completed' });
    expect(world.remote.uploadCount).toBe(3);
  });

  it('[E1] and comes back without a login stops the run with that', async () => {
    const world = await worldWithLargePhotos(10);
    loseNetworkAtUpload(world, 5, 20_000);
    void world.clock.sleep(10_000, new CancelSource()).then(() => {
      world.remote.account.isRevoked = true;
    });
    expect(await world.engine.start()).toMatchObject({ kind: 'stopped', code: 'unauthorized' });
  });

  it('[E1][U6] always for one photo makes that photo fail, and the others are backed up', async () => {
    const world = await worldWithLargePhotos(12);
    world.remote.inject({
      method: 'upload',
      times: Infinity,
      fault: { kind: 'cut-after-bytes', bytes: 70_000 },
      when: ({ original }) => original.fileName === '11.jpg',
    });
    expect(await world.engine.start()).toEqual({ kind: 'completed' });
    expect(world.remote.uploadCount).toBe(11);
    expect((await world.engine.explain(world.ids[11]!))?.why).toMatchObject({
      kind: 'failed',
      failure: { attempts: 5 },
    });
    // Four times the network was blamed, then the photo.
    expect(world.remote.calls.upload).toBe(11 + 4 + 5);
  });

  it('[E1] again and again costs a large video that is sent whole no attempt', async () => {
    const world = createEngineWorld();
    world.library.addAsset({ fileName: 'large.mp4', content: { sizeBytes: 200_000, seed: 1 } });
    await world.choose();
    const { upload } = world.remote;
    world.remote.inject({ method: 'upload', times: 12, fault: { kind: 'cut-after-bytes', bytes: 70_000 } });
    world.remote.upload = async (...all) => {
      try {
        return await upload.apply(world.remote, all);
      } catch (error) {
        world.remote.isOffline = true;
        void world.clock.sleep(20_000, new CancelSource()).then(() => {
          world.remote.isOffline = false;
        });
        throw error;
      }
    };
    const failures = chargedAttempts(world);
    expect(await world.engine.start()).toEqual({ kind: 'completed' });
    expect(world.remote.calls.upload).toBe(13);
    expect(failures).toEqual([]);
  });

  describe.each(['breaks', 'falls silent'] as const)('for another one, so that what was sent %s,', (how) => {
    /** A video that is sent whole, and loses its connection so often; the server answers all the time. */
    async function worldThatLosesVideo(times: number, lose: (world: EngineWorld) => void) {
      const world = createEngineWorld();
      const id = world.library.addAsset({ fileName: 'large.mp4', content: { sizeBytes: 200_000, seed: 1 } });
      await world.choose();
      await world.engine.changeSettings({ useCellularForUploadVideos: true, requireUnmetered: false });
      const { upload } = world.remote;
      world.remote.upload = async (...all) => {
        if (world.remote.calls.upload >= times) return upload.apply(world.remote, all);
        world.remote.calls.upload += 1;
        lose(world);
        throw new BackupError(how === 'breaks' ? 'network' : 'timeout', 'it is gone');
      };
      return { ...world, id };
    }
    const changeNetwork = ({ conditions }: EngineWorld): void =>
      conditions.change({ network: conditions.current().network === 'metered' ? 'unmetered' : 'metered' });

    it('[E1] costs no attempt, though the server answers at once', async () => {
      const world = await worldThatLosesVideo(12, changeNetwork);
      const failures = chargedAttempts(world);
      expect(await world.engine.start()).toEqual({ kind: 'completed' });
      expect([world.remote.uploadCount, failures]).toEqual([1, []]);
    });

    it('[E1] also when the device tells of it a moment later', async () => {
      const world = await worldThatLosesVideo(12, (each) => {
        void each.clock.sleep(10, new CancelSource()).then(() => {
          changeNetwork(each);
        });
      });
      const { describe: answer } = world.remote;
      world.remote.describe = async (signal) => {
        await world.clock.sleep(100, signal);
        return answer.call(world.remote, signal);
      };
      const failures = chargedAttempts(world);
      expect(await world.engine.start()).toEqual({ kind: 'completed' });
      expect([world.remote.uploadCount, failures]).toEqual([1, []]);
    });

    it('[E1] fails in the end, or it would be sent for ever', async () => {
      const world = await worldThatLosesVideo(Infinity, changeNetwork);
      expect(await world.engine.start()).toEqual({ kind: 'completed' });
      expect((await world.engine.explain(world.id))?.why).toMatchObject({ kind: 'failed' });
      expect(world.remote.calls.upload).toBe(40);
    });
  });

  it('[D5] after the server kept the photo and before its answer arrived costs no second upload', async () => {
    const world = await worldWithLargePhotos(1);
    world.remote.inject({ method: 'upload', fault: { kind: 'answer-lost' } });
    expect(await world.engine.start()).toEqual({ kind: 'completed' });
    expect(world.remote.calls.upload).toBe(1);
    expect(world.remote.bytesReceived).toBe(200_000);
  });
});
