import { createEngineWorld, FakeRemote, type EngineWorld } from '@keepsake/testkit';
import { describe, expect, it } from 'vitest';
import { BackupError, CancelSource, type AssetId, type ErrorCode } from '../index.ts';
import { worldWithPhotos } from '../testing/world-with-photos.ts';

const HOUR_MS = 3_600_000;

/** Large enough to be cut in the middle. */
const worldWithLargePhotos = (count: number, options: Parameters<typeof createEngineWorld>[0] = {}) =>
  worldWithPhotos(count, options, (index) => ({
    createdAtMs: 1_000_000 + index,
    content: { sizeBytes: 200_000, seed: index },
  }));

async function settlementOf({ engine }: EngineWorld, id: AssetId): Promise<unknown> {
  const [asset] = await engine.listAssets({ kind: 'by-id', ids: [id] });
  return asset?.settlement;
}

/** The server fails at each question about one of these. */
function poison({ remote, ledger }: EngineWorld, ids: readonly AssetId[], code: ErrorCode): void {
  const find = remote.findChecksums.bind(remote);
  remote.findChecksums = async (checksums, signal) => {
    const records = await ledger.readAssets({ kind: 'by-id', ids });
    const isBad = records.some((record) => record.checksums && checksums.includes(record.checksums.original));
    if (isBad) throw new BackupError(code, 'one row is bad');
    return find(checksums, signal);
  };
}

/** The server goes, and is back after a while. */
function goAway({ remote, clock }: EngineWorld, forMs: number): void {
  remote.isOffline = true;
  void clock.sleep(forMs, new CancelSource()).then(() => {
    remote.isOffline = false;
  });
}

describe('a photo at which something always breaks', () => {
  it('[E1][U6] because the server dies of it fails, and the others are backed up', async () => {
    const world = await worldWithLargePhotos(3);
    const upload = world.remote.upload.bind(world.remote);
    let deaths = 0;
    world.remote.upload = async (request, observer, signal) => {
      if (request.original.fileName !== '2.jpg') return upload(request, observer, signal);
      deaths += 1;
      if (deaths > 100) world.engine.cancel();
      goAway(world, 3_000);
      throw new BackupError('network', 'reset');
    };
    expect(await world.engine.start()).toEqual({ kind: 'completed' });
    expect(world.remote.uploadCount).toBe(2);
    expect(await settlementOf(world, world.ids[2]!)).toMatchObject({
      kind: 'failed',
      failure: { code: 'timeout' },
    });
    expect(deaths).toBe(20 + 4 * 5);
  });

  it('[E1][U6] does not take along those that are cut each time that it kills the server', async () => {
    const remote = new FakeRemote({ can: { resumable: undefined } });
    const world = await worldWithLargePhotos(20, { remote });
    await world.engine.changeSettings({ parallelUploads: 4 });
    const upload = remote.upload.bind(remote);
    remote.upload = async (request, observer, signal) => {
      const isKiller = request.original.fileName === '19.jpg';
      await world.clock.sleep(isKiller ? 500 : 1_000, signal);
      if (isKiller) goAway(world, 3_000);
      return upload(request, observer, signal);
    };
    expect(await world.engine.start()).toEqual({ kind: 'completed' });
    expect(remote.uploadCount).toBe(19);
  });

  it('[E2][B4] in questions is found by short runs, too', async () => {
    const world = await worldWithLargePhotos(64);
    world.remote.failNext('findChecksums', 'server-error', Infinity);
    await world.engine.start();
    world.remote.clearFaults();
    poison(world, [world.ids[30]!], 'server-error');
    for (let run = 0; run < 10; run += 1) {
      await world.engine.start({ kind: 'background', budgetMs: 45_000 });
      await world.clock.advance(10 * 60_000);
    }
    expect(world.remote.uploadCount).toBe(63);
  });

  it('[U6] does not hold up the others while a film is on its way', async () => {
    const world = createEngineWorld();
    const names = ['film.mp4', 'bad.jpg', ...Array.from({ length: 30 }, (_, index) => `${index}.jpg`)];
    for (const [index, fileName] of names.entries())
      world.library.addAsset({ fileName, createdAtMs: 9_000 - index, content: fileName });
    await world.choose();
    world.remote.inject({
      method: 'upload',
      times: Infinity,
      when: ({ original }) => original.fileName === 'bad.jpg',
      fault: { kind: 'cut-after-bytes', bytes: 1 },
    });
    const upload = world.remote.upload.bind(world.remote);
    let sentMeanwhile = 0;
    world.remote.upload = async (request, observer, signal) => {
      if (request.original.fileName === 'film.mp4') {
        for (let second = 1; second <= 600; second += 1) {
          await world.clock.sleep(1_000, signal);
          observer.onBytesSent(second % 2);
        }
        sentMeanwhile = world.remote.uploadCount;
      }
      return upload(request, observer, signal);
    };
    expect(await world.engine.start()).toEqual({ kind: 'completed' });
    expect(sentMeanwhile).toBe(30);
  });

  it.each(['server-error', 'network'] as const)(
    '[E2][U6] in questions (%s) is found beside another one, and all others are backed up',
    async (code) => {
      const world = await worldWithLargePhotos(40);
      world.remote.failNext('findChecksums', 'server-error', Infinity);
      await world.engine.start();
      world.remote.clearFaults();
      const bad = [world.ids[1]!, world.ids[38]!];
      poison(world, bad, code);
      for (let evening = 0; evening < 3; evening += 1) await world.engine.start();
      expect(world.remote.uploadCount).toBe(38);
      for (const id of bad) expect(await settlementOf(world, id)).toMatchObject({ kind: 'failed' });
    },
  );

  it.each<readonly [string, (world: EngineWorld) => BackupError]>([
    ['asks for a pause', () => new BackupError('too-many-requests', 'slow down', { retryAfterMs: 1_000 })],
    [
      'is away for a moment',
      (world) => {
        goAway(world, 3_000);
        return new BackupError('network', 'reset');
      },
    ],
  ])(
    '[E2][U6] in questions is found also where the server %s in the middle of the search',
    async (_what, trouble) => {
      const world = await worldWithLargePhotos(40, { offlinePatienceMs: 120_000 });
      world.remote.failNext('findChecksums', 'server-error', Infinity);
      await world.engine.start();
      world.remote.clearFaults();
      poison(world, [world.ids[20]!], 'server-error');
      const find = world.remote.findChecksums.bind(world.remote);
      let questions = 0;
      world.remote.findChecksums = async (checksums, signal) => {
        questions += 1;
        // Five times all together, one about none of them, and then the first half.
        if (questions === 7) throw trouble(world);
        return find(checksums, signal);
      };
      expect(await world.engine.start()).toEqual({ kind: 'completed' });
      expect(world.remote.uploadCount).toBe(39);
    },
  );

  it('[E1] in questions is not charged with a connection that breaks once', async () => {
    const world = await worldWithLargePhotos(4);
    world.remote.failNext('findChecksums', 'server-error', Infinity);
    await world.engine.start();
    world.remote.clearFaults();
    const find = world.remote.findChecksums.bind(world.remote);
    const hashed = await world.ledger.readAssets({ kind: 'by-id', ids: world.ids });
    const all = hashed.map(({ checksums }) => checksums?.original);
    let resets = 1;
    world.remote.findChecksums = async (checksums, signal) => {
      const count = checksums.filter((checksum) => all.includes(checksum)).length;
      if (count > 1) throw new BackupError('server-error', 'too many at once');
      if (count === 1 && (resets -= 1) >= 0) throw new BackupError('network', 'reset');
      return find(checksums, signal);
    };
    const charged: unknown[] = [];
    const record = world.ledger.record.bind(world.ledger);
    world.ledger.record = (facts) => {
      charged.push(...facts.filter(({ kind }) => kind === 'attempt-failed'));
      return record(facts);
    };
    expect(await world.engine.start()).toEqual({ kind: 'completed' });
    expect(world.remote.uploadCount).toBe(4);
    expect(charged).toEqual([]);
  });

  it('[E1][E5] is none where each question breaks: the network stops the run, and nobody is told in the background', async () => {
    const world = await worldWithLargePhotos(4);
    world.remote.failNext('findChecksums', 'network', Infinity);
    const outcome = await world.engine.start({ kind: 'background' });
    expect(outcome).toMatchObject({ kind: 'stopped', code: 'network' });
    expect(world.notifier.notifications).toEqual([]);
  });

  it('[E2] in questions is found also when it is alone', async () => {
    const world = await worldWithLargePhotos(1);
    poison(world, world.ids, 'server-error');
    expect(await world.engine.start()).toEqual({ kind: 'completed' });
    expect(await settlementOf(world, world.ids[0]!)).toMatchObject({ kind: 'failed' });
  });
});

describe("a network that is no photo's fault", () => {
  it.each(['timeout', 'bad-answer'] as const)('[E1] and answers with %s costs no attempt', async (code) => {
    const world = await worldWithLargePhotos(1);
    const describeServer = world.remote.describe.bind(world.remote);
    const upload = world.remote.upload.bind(world.remote);
    let isAway = false;
    let sends = 0;
    world.remote.describe = async (signal) => {
      if (isAway) throw new BackupError(code, 'a page of the hotel, or nothing');
      return describeServer(signal);
    };
    world.remote.upload = async (request, observer, signal) => {
      sends += 1;
      if (sends > 9) return upload(request, observer, signal);
      isAway = true;
      void world.clock.sleep(20_000, new CancelSource()).then(() => (isAway = false));
      throw new BackupError(code === 'timeout' ? 'timeout' : 'network', 'reset');
    };
    expect(await world.engine.start()).toEqual({ kind: 'completed' });
    expect(await settlementOf(world, world.ids[0]!)).toMatchObject({ kind: 'backed-up' });
    expect(sends).toBe(10);
  });

  it('[E1] is not given up because one look at the server is silent', async () => {
    const world = await worldWithLargePhotos(1, { offlinePatienceMs: 60_000 });
    const describeServer = world.remote.describe.bind(world.remote);
    let silences = 0;
    world.remote.inject({
      method: 'upload',
      fault: { kind: 'fail', code: 'network' },
      when: () => (silences = 2) > 0,
    });
    world.remote.describe = async (signal) => {
      silences -= 1;
      if (silences >= 0) await world.clock.sleep(HOUR_MS, signal);
      return describeServer(signal);
    };
    expect(await world.engine.start()).toEqual({ kind: 'completed' });
  });

  it('[E1] is waited for as long as the patience lasts, also where it is silent', async () => {
    const world = await worldWithLargePhotos(2, { offlinePatienceMs: 60_000 });
    const describeServer = world.remote.describe.bind(world.remote);
    let isAway = false;
    world.remote.upload = () => {
      isAway = true;
      return Promise.reject(new BackupError('network', 'reset'));
    };
    world.remote.describe = async (signal) => {
      if (isAway) await world.clock.sleep(HOUR_MS, signal);
      return describeServer(signal);
    };
    const startedAtMs = world.clock.now();
    expect(await world.engine.start()).toMatchObject({ kind: 'stopped', code: 'network' });
    expect(world.clock.now() - startedAtMs).toBeLessThan(85_000);
  });
});

describe('a server that refuses something beside the photos', () => {
  it('[E1] a proof, to a key that may upload, still gets what is new', async () => {
    const world = await worldWithLargePhotos(1);
    await world.engine.start();
    await world.clock.advance(8 * 24 * HOUR_MS);
    world.library.addAsset({ fileName: 'new.jpg' });
    world.remote.failNext('verify', 'forbidden', Infinity);
    expect(await world.engine.start()).toEqual({ kind: 'completed' });
    expect(world.arrived()).toContain('new.jpg');
  });

  it.each(['server-error', 'timeout'] as const)(
    '[E2][D5] names (%s) is asked for checksums, and gets what it has not',
    async (code) => {
      const world = await worldWithLargePhotos(3);
      world.remote.failNext('findDeviceAssets', code, Infinity);
      expect(await world.engine.start()).toEqual({ kind: 'completed' });
      expect(world.remote.uploadCount).toBe(3);
    },
  );

  it('[E2] answers for a day is not waited for inside a question', async () => {
    const world = await worldWithLargePhotos(2);
    const day = { kind: 'fail', code: 'too-many-requests', retryAfterMs: 24 * HOUR_MS } as const;
    world.remote.inject({ method: 'findChecksums', times: Infinity, fault: day });
    const startedAtMs = world.clock.now();
    expect(await world.engine.start({ kind: 'background' })).toMatchObject({
      kind: 'stopped',
      code: 'too-many-requests',
    });
    expect(world.clock.now() - startedAtMs).toBeLessThan(60_000);
  });

  it('[S1] one photo for an hour still gets the others into their albums', async () => {
    const world = createEngineWorld();
    const camera = world.library.addAlbum('Camera');
    for (let index = 0; index < 5; index += 1)
      world.library.addAsset({ fileName: `${index}.jpg`, in: [camera] });
    await world.choose({ [camera]: 'selected' });
    await world.engine.changeSettings({ syncAlbums: true });
    world.remote.inject({
      method: 'upload',
      times: Infinity,
      when: ({ original }) => original.fileName === '0.jpg',
      fault: { kind: 'fail', code: 'too-many-requests', retryAfterMs: HOUR_MS },
    });
    expect(await world.engine.start({ kind: 'background' })).toEqual({ kind: 'out-of-time' });
    expect(world.remote.albums.get('Camera')?.size).toBe(4);
  });
});

describe('a run that is complete', () => {
  it('[B1] stays so when it is told to stop while it looks at the storage', async () => {
    const world = await worldWithLargePhotos(1);
    const describeServer = world.remote.describe.bind(world.remote);
    world.remote.describe = (signal) => {
      if (world.remote.uploadCount > 0) world.engine.cancel();
      return describeServer(signal);
    };
    expect(await world.engine.start()).toEqual({ kind: 'completed' });
  });

  it('[E5] is not said of a server that had trouble once and then was gone: nobody is told in the background', async () => {
    const world = await worldWithLargePhotos(1);
    world.remote.failNext('describe', 'server-error', 1);
    world.remote.failNext('describe', 'network', 1);
    expect(await world.engine.start({ kind: 'background' })).toMatchObject({
      kind: 'stopped',
      code: 'network',
    });
    expect(world.notifier.notifications).toEqual([]);
  });

  it('[B4] may send a photo of 5 MB in twenty seconds', async () => {
    const remote = new FakeRemote({ can: { resumable: undefined } });
    const world = createEngineWorld({ remote });
    world.library.addAsset({ fileName: 'a.jpg', content: { sizeBytes: 5_000_000, seed: 1 } });
    await world.choose();
    await world.engine.start({ kind: 'background', budgetMs: 20_000 });
    expect(remote.uploadCount).toBe(1);
  });
});
