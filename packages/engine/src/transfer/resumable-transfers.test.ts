import {
  createEngineWorld,
  createGate,
  FakeRemote,
  type EngineWorld,
  type RemoteMethod,
} from '@keepsake/testkit';
import { describe, expect, it } from 'vitest';

const MIB = 1024 * 1024;
const CHUNK = 8 * MIB;
const VIDEO = { fileName: 'video.mp4', content: { sizeBytes: 20 * MIB, seed: 7 } };

async function chosenWorld(options: Parameters<typeof createEngineWorld>[0] = {}): Promise<EngineWorld> {
  const world = createEngineWorld({
    remote: new FakeRemote({ can: { resumable: { maxAppendBytes: undefined } } }),
    ...options,
  });
  world.library.addAsset(VIDEO);
  await world.choose();
  return world;
}

const callsOf = ({ remote }: EngineWorld, ...methods: RemoteMethod[]): readonly number[] =>
  methods.map((method) => remote.calls[method]);

describe('an asset of 8 MiB and more', () => {
  it('[U4] goes in chunks where the server offers it, and whole where it does not', async () => {
    const world = await chosenWorld();
    world.library.addAsset({ fileName: 'small.jpg', content: { sizeBytes: CHUNK - 1, seed: 1 } });
    expect(await world.engine.start()).toEqual({ kind: 'completed' });
    expect(callsOf(world, 'create', 'append', 'upload')).toEqual([1, 3, 1]);
    expect(world.arrived().toSorted()).toEqual(['small.jpg', 'video.mp4']);

    const plain = await chosenWorld({ remote: new FakeRemote({ can: { resumable: undefined } }) });
    expect(await plain.engine.start()).toEqual({ kind: 'completed' });
    expect(callsOf(plain, 'create', 'append', 'upload')).toEqual([0, 0, 1]);
  });

  it('[U4] never sends a chunk above the limit that the server announced', async () => {
    const remote = new FakeRemote({ can: { resumable: { maxAppendBytes: 3 * MIB } } });
    const world = await chosenWorld({ remote });
    const sizes: number[] = [];
    const append = remote.resumable.append.bind(remote.resumable);
    remote.resumable.append = (chunk, observer, signal) => {
      sizes.push(chunk.sizeBytes);
      return append(chunk, observer, signal);
    };
    await world.engine.start();
    expect(Math.max(...sizes)).toBe(3 * MIB);
    expect(sizes).toHaveLength(7);
  });

  it.each([0, 1, 5 * MIB, CHUNK - 1])(
    '[U4] costs at most one chunk when the wire breaks after %i bytes of the second',
    async (bytes) => {
      const world = await chosenWorld();
      world.remote.inject({ method: 'append', fault: { kind: 'wait', until: Promise.resolve() } });
      world.remote.inject({
        method: 'append',
        fault: { kind: 'cut-after-bytes', bytes, keptBytes: Math.floor(bytes / 2) },
      });
      expect(await world.engine.start()).toEqual({ kind: 'completed' });
      expect(world.remote.calls.create).toBe(1);
      expect(world.remote.bytesReceived).toBeLessThanOrEqual(20 * MIB + CHUNK);
      expect(world.remote.uploadCount).toBe(1);
      expect(await world.ledger.readTransfers()).toEqual([]);
    },
  );

  it('[U4][U7] goes on where it was after a cancelled run, a killed process and days', async () => {
    const world = await chosenWorld();
    const gate = createGate();
    world.remote.inject({ method: 'append', fault: { kind: 'wait', until: Promise.resolve() } });
    world.remote.inject({
      method: 'append',
      fault: { kind: 'wait', until: () => gate.pass(), afterBytes: MIB },
    });
    const running = world.engine.start();
    await gate.reached;
    world.engine.cancel();
    expect(await running).toEqual({ kind: 'cancelled' });
    expect(await world.ledger.readTransfers()).toMatchObject([{ part: 'original', offset: CHUNK }]);

    // Another process on another day, with what the ledger and the server remember.
    const { library, ledger, remote } = world;
    const later = createEngineWorld({ library, ledger, remote });
    later.clock.set(world.clock.now() + 3 * 86_400_000);
    const before = remote.bytesReceived;
    expect(await later.engine.start()).toEqual({ kind: 'completed' });
    expect(remote.bytesReceived - before).toBeLessThanOrEqual(12 * MIB);
    expect(later.engine.snapshot().progress).toMatchObject({ bytesDone: 20 * MIB, bytesUploaded: 11 * MIB });
    expect(callsOf(world, 'create', 'upload')).toEqual([1, 0]);
    expect(remote.uploadCount).toBe(1);
  });

  it('[U4] begins anew when the server has forgotten it, and takes a lost last answer for what it was', async () => {
    const world = await chosenWorld();
    world.remote.inject({ method: 'append', fault: { kind: 'wait', until: Promise.resolve() }, times: 2 });
    world.remote.inject({ method: 'append', fault: { kind: 'answer-lost' } });
    expect(await world.engine.start()).toEqual({ kind: 'completed' });
    expect(callsOf(world, 'create', 'append')).toEqual([1, 3]);

    const forgetful = await chosenWorld();
    forgetful.remote.inject({ method: 'append', fault: { kind: 'wait', until: Promise.resolve() } });
    forgetful.remote.inject({
      method: 'append',
      fault: {
        kind: 'wait',
        until: async () => forgetful.remote.expireUploads(),
        failsWith: 'server-error',
      },
    });
    expect(await forgetful.engine.start()).toEqual({ kind: 'completed' });
    expect(forgetful.remote.calls.create).toBe(2);
    expect(forgetful.remote.uploadCount).toBe(1);
  });

  it.each([
    ['stalls', 64, 'backed-up', 8],
    ['takes nothing more', 8, 'failed', 1],
  ])(
    '[E2][U4] whose server %s after each chunk is given up only where no attempt brings it further',
    async (_what, keptMib, why, chunkCount) => {
      const remote = new FakeRemote({ can: { resumable: { maxAppendBytes: undefined } } });
      const world = createEngineWorld({ remote });
      const content = { sizeBytes: 64 * MIB, seed: 7 };
      const id = world.library.addAsset({ fileName: 'film.mp4', content });
      await world.choose();
      const append = remote.resumable.append.bind(remote.resumable);
      let sentCount = 0;
      let isStalling = false;
      remote.resumable.append = async (chunk, observer, signal) => {
        isStalling = !isStalling;
        if (!isStalling || chunk.offset >= keptMib * MIB) await world.clock.sleep(600_000, signal);
        sentCount += 1;
        return append(chunk, observer, signal);
      };
      expect(await world.engine.start()).toEqual({ kind: 'completed' });
      expect([(await world.engine.explain(id))?.why.kind, sentCount]).toEqual([why, chunkCount]);
    },
  );

  it('[U2][U4] of a Live Photo sends the motion part first, and is backed up with both or not at all', async () => {
    const world = createEngineWorld({
      remote: new FakeRemote({ can: { resumable: { maxAppendBytes: undefined } } }),
    });
    const id = world.library.addAsset({
      fileName: 'live.heic',
      content: { sizeBytes: 9 * MIB, seed: 3 },
      motion: { fileName: 'live.mov', content: { sizeBytes: 4 * MIB, seed: 4 } },
    });
    await world.choose();
    world.remote.inject({
      method: 'create',
      fault: { kind: 'fail', code: 'rejected' },
      whenAnnounced: ({ role }) => role.kind === 'original',
    });
    await world.engine.start();
    expect((await world.engine.explain(id))?.why).toMatchObject({ kind: 'failed' });
    await world.engine.retry('all-failed');
    await world.engine.start();
    expect((await world.engine.explain(id))?.why).toMatchObject({ kind: 'backed-up' });
    const still = world.remote.assets.find(({ fileName }) => fileName === 'live.heic');
    expect(world.remote.server.motionOf(still!)?.fileName).toBe('live.mov');
    // The motion part was there already: it is named again, and not sent again.
    expect(world.remote.bytesReceived).toBe(13 * MIB);
  });

  it('[U9] is not backed up when the server keeps other bytes than were hashed', async () => {
    const world = await chosenWorld();
    world.remote.inject({ method: 'append', fault: { kind: 'corrupted-on-the-way' }, times: 20 });
    await world.engine.start();
    const { statistics } = await world.engine.readStatus();
    expect(statistics).toMatchObject({ failedCount: 1, uploadedCount: 0 });
    expect(await world.ledger.readTransfers()).toEqual([]);
  });

  it('[U4] that was edited or excluded meanwhile gives its upload up, and the room with it', async () => {
    const world = await chosenWorld();
    world.remote.inject({ method: 'append', fault: { kind: 'wait', until: Promise.resolve() } });
    world.remote.failNext('append', 'unauthorized');
    await world.engine.start();
    expect(await world.ledger.readTransfers()).toHaveLength(1);
    const [asset] = await world.engine.listAssets({
      kind: 'listed',
      standing: undefined,
      settlement: undefined,
      after: undefined,
      limit: 1,
    });
    world.library.editAsset(asset!.asset.id, { sizeBytes: 9 * MIB, seed: 11 });
    expect(await world.engine.start()).toEqual({ kind: 'completed' });
    expect(await world.ledger.readTransfers()).toEqual([]);
    expect(callsOf(world, 'create', 'cancel')).toEqual([2, 1]);
    expect(world.remote.account.reservedBytes).toBe(0);
    expect(world.remote.uploadCount).toBe(1);
  });

  it('[U4] that a server is too busy to give up is asked for once, and keeps no run waiting', async () => {
    const world = await chosenWorld();
    world.remote.failNext('append', 'unauthorized');
    await world.engine.start();
    const [transfer] = await world.ledger.readTransfers();
    world.library.editAsset(transfer!.assetId, { sizeBytes: 9 * MIB, seed: 11 });
    let asked = 0;
    world.remote.resumable.cancel = async (_upload, signal) => {
      asked += 1;
      await world.clock.sleep(3_600_000, signal);
    };
    await world.engine.start();
    await world.engine.start();
    expect(asked).toBe(1);
    expect(await world.ledger.readTransfers()).toEqual([]);
  });

  it('[U4][U6] that may not be given up stops no run', async () => {
    const world = await chosenWorld();
    world.remote.failNext('append', 'unauthorized');
    await world.engine.start();
    const [transfer] = await world.ledger.readTransfers();
    world.library.editAsset(transfer!.assetId, { sizeBytes: 9 * MIB, seed: 11 });
    world.remote.failNext('cancel', 'forbidden', Infinity);
    expect(await world.engine.start()).toEqual({ kind: 'completed' });
    expect(await world.ledger.readTransfers()).toEqual([]);
  });

  it.each([
    [32_000, 1],
    [40_000, 5],
  ])(
    '[U6] whose server is silent for %i ms while it reads 40 MiB once more is finished at attempt %i or given up',
    async (silentMs, attempts) => {
      const world = createEngineWorld({
        remote: new FakeRemote({ can: { resumable: { maxAppendBytes: undefined } } }),
      });
      const id = world.library.addAsset({ fileName: 'long.mp4', content: { sizeBytes: 40 * MIB, seed: 1 } });
      await world.choose();
      const append = world.remote.resumable.append.bind(world.remote.resumable);
      let ends = 0;
      world.remote.resumable.append = async (chunk, observer, signal) => {
        if (!chunk.isLast) return append(chunk, observer, signal);
        ends += 1;
        observer.onBytesSent(chunk.sizeBytes);
        await world.clock.sleep(silentMs, signal);
        return append(chunk, observer, signal);
      };
      await world.engine.start();
      expect(ends).toBe(attempts);
      expect((await world.engine.explain(id))?.why.kind).toBe(attempts === 1 ? 'backed-up' : 'failed');
    },
  );
});
