import { createEngineWorld, createGate, FakeRemote } from '@keepsake/testkit';
import { describe, expect, it } from 'vitest';
import { mayBegin } from './may-begin.ts';

const MIB = 1024 * 1024;
const time = (remainingMs: number, bytesPerMs?: number) => ({ remainingMs, bytesPerMs });

describe('a transfer', () => {
  it('[B4] begins when it can come to its end in time, or get a chunk across', () => {
    const whole = { sizeBytes: 100 * MIB, chunkBytes: undefined, sendsOn: false };
    const chunked = { sizeBytes: 100 * MIB, chunkBytes: 8 * MIB, sendsOn: false };
    expect(mayBegin(whole, time(Infinity))).toBe(true);
    expect(mayBegin(whole, time(20_000, 1_000))).toBe(false);
    expect(mayBegin(chunked, time(20_000, 1_000))).toBe(true);
    expect(mayBegin(whole, time(200_000, 1_000))).toBe(true);
    expect(mayBegin(chunked, time(4_000, 1_000_000))).toBe(false);
    // Nothing was measured yet: a slow network is assumed.
    expect(mayBegin({ ...whole, sizeBytes: 8 * MIB }, time(20_000))).toBe(true);
    expect(mayBegin({ ...whole, sizeBytes: 20 * MIB }, time(20_000))).toBe(false);
  });

  it('[B4] begins, however large, where the platform sends on when the time is over', () => {
    const film = { sizeBytes: 4_000 * MIB, chunkBytes: 8 * MIB, sendsOn: true };
    expect(mayBegin(film, time(6_000))).toBe(true);
    expect(mayBegin({ ...film, chunkBytes: undefined }, time(6_000, 1))).toBe(true);
    // Too little time to hand it over.
    expect(mayBegin(film, time(4_000))).toBe(false);
  });
});

describe('a run with a budget', () => {
  it('[B4] hands over what it cannot wait for, where the platform sends on', async () => {
    const remote = new FakeRemote({ can: { resumable: undefined } });
    const world = createEngineWorld({
      remote,
      between: ({ options }) => ({ options: { ...options, sendsOn: true } }),
    });
    world.library.addAsset({ fileName: 'huge.mp4', content: { sizeBytes: 60 * MIB, seed: 1 } });
    await world.choose();
    const ends: unknown[] = [];
    remote.upload = async (_request, _observer, signal) => {
      signal.addEventListener('abort', () => ends.push(signal.reason));
      await world.clock.sleep(60_000, signal);
      throw new Error('it was not waited for');
    };
    expect(await world.engine.start({ kind: 'background', budgetMs: 20_000 })).toEqual({
      kind: 'out-of-time',
    });
    expect(ends).toMatchObject([{ why: 'out-of-time' }]);
  });

  it('[B4] ends before it is used up, with all state written down, and the next one goes on from there', async () => {
    const remote = new FakeRemote({ can: { resumable: { maxAppendBytes: 2 * MIB } } });
    const world = createEngineWorld({ remote });
    world.library.addAsset({ fileName: 'long.mp4', content: { sizeBytes: 20 * MIB, seed: 1 } });
    await world.choose();
    // Each chunk takes nine seconds.
    const append = remote.resumable.append.bind(remote.resumable);
    remote.resumable.append = async (chunk, observer, signal) => {
      await world.clock.sleep(9_000, signal);
      return append(chunk, observer, signal);
    };
    const offsets: number[] = [];
    for (let run = 0; run < 10 && remote.uploadCount === 0; run += 1) {
      const atMs = world.clock.now();
      const outcome = await world.engine.start({ kind: 'background', budgetMs: 30_000 });
      expect(world.clock.now() - atMs).toBeLessThanOrEqual(30_000);
      expect(world.runLock.isHeld).toBe(false);
      if (outcome.kind === 'completed') break;
      expect(outcome).toEqual({ kind: 'out-of-time' });
      offsets.push((await world.ledger.readTransfers())[0]!.offset);
    }
    expect(offsets).toEqual([6 * MIB, 12 * MIB, 18 * MIB]);
    expect(remote.uploadCount).toBe(1);
    expect(remote.bytesReceived).toBe(20 * MIB);
    expect(world.notifier.notifications).toEqual([]);
  });

  it('[B4] begins nothing that would not get ahead, and sends what would', async () => {
    const world = createEngineWorld({ remote: new FakeRemote({ can: { resumable: undefined } }) });
    world.library.addAsset({ fileName: 'huge.mp4', content: { sizeBytes: 60 * MIB, seed: 1 } });
    world.library.addAsset({ fileName: 'small.jpg', content: { sizeBytes: 1_000, seed: 2 } });
    await world.choose();
    expect(await world.engine.start({ kind: 'background', budgetMs: 30_000 })).toEqual({
      kind: 'out-of-time',
    });
    expect(world.arrived()).toEqual(['small.jpg']);
    expect(world.remote.calls.upload).toBe(1);
  });

  it('[B4] does not wait for a retry that comes later than its end', async () => {
    const world = createEngineWorld();
    world.library.addAsset({ fileName: 'a.jpg' });
    await world.choose();
    world.remote.inject({
      method: 'upload',
      fault: { kind: 'fail', code: 'too-many-requests', retryAfterMs: 600_000 },
    });
    const atMs = world.clock.now();
    expect(await world.engine.start({ kind: 'background', budgetMs: 30_000 })).toEqual({
      kind: 'out-of-time',
    });
    expect(world.clock.now() - atMs).toBeLessThan(1_000);
  });

  it('[E5] says what failed also when its time was over before the rest', async () => {
    const world = createEngineWorld({ remote: new FakeRemote({ can: { resumable: undefined } }) });
    world.library.addAsset({ fileName: 'huge.mp4', content: { sizeBytes: 60 * MIB, seed: 1 } });
    world.library.addAsset({ fileName: 'empty.jpg', content: '' });
    await world.choose();
    const start = async () => world.engine.start({ kind: 'background', budgetMs: 30_000 });
    expect(await start()).toEqual({ kind: 'out-of-time' });
    expect(world.notifier.notifications).toEqual([{ kind: 'uploads-failed', count: 1 }]);
    await start();
    expect(world.notifier.notifications).toHaveLength(1);
  });

  it('[E5] says what failed also when something stopped the rest', async () => {
    const world = createEngineWorld();
    world.library.addAsset({ fileName: 'a.jpg', createdAtMs: 1_000 });
    world.library.addAsset({ fileName: 'empty.jpg', content: '', createdAtMs: 9_000 });
    await world.choose();
    world.remote.failNext('upload', 'quota-exceeded');
    await world.engine.start({ kind: 'background' });
    expect(world.notifier.notifications).toEqual([
      { kind: 'backup-stopped', code: 'quota-exceeded' },
      { kind: 'uploads-failed', count: 1 },
    ]);
  });

  it('[B4] counts its own time, whatever the clock of the device does', async () => {
    const world = createEngineWorld();
    world.library.addAsset({ fileName: 'a.jpg' });
    await world.choose();
    const gate = createGate();
    world.remote.inject({ method: 'findChecksums', fault: { kind: 'wait', until: gate.pass() } });
    const running = world.engine.start({ kind: 'background', budgetMs: 60_000 });
    world.clock.set(world.clock.now() - 86_400_000);
    expect(await running).toEqual({ kind: 'out-of-time' });
    gate.open();
  });
});

describe('a background run', () => {
  it('[B6] shows how far it is, and nothing when it is over', async () => {
    const world = createEngineWorld();
    for (let index = 0; index < 50; index += 1) world.library.addAsset({ fileName: `${index}.jpg` });
    await world.choose();
    const upload = world.remote.upload.bind(world.remote);
    world.remote.upload = async (request, observer, signal) => {
      await world.clock.sleep(100, signal);
      return upload(request, observer, signal);
    };
    await world.engine.start({ kind: 'background' });
    const { progress, preparedCount } = world.notifier;
    expect(progress.at(-1)).toBeUndefined();
    const shown = progress.filter((each) => each !== undefined);
    expect(shown.length).toBeGreaterThan(0);
    for (const { settledCount, totalCount } of shown) {
      expect(totalCount).toBe(50);
      expect(settledCount).toBeLessThanOrEqual(50);
    }
    expect(preparedCount).toBeGreaterThan(0);
  });

  it("[B6] is not shown by a person's own run, who looks at a screen", async () => {
    const world = createEngineWorld();
    world.library.addAsset({ fileName: 'a.jpg' });
    await world.choose();
    await world.engine.start();
    expect(world.notifier.progress).toEqual([]);
  });

  it('[B2] yields when the foreground wants the lock, and leaves all as it was confirmed', async () => {
    const world = createEngineWorld();
    for (let index = 0; index < 9; index += 1) world.library.addAsset({ fileName: `${index}.jpg` });
    await world.choose();
    const gate = createGate();
    world.remote.inject({
      method: 'upload',
      fault: { kind: 'wait', until: () => gate.pass() },
      when: ({ original }) => original.fileName === '4.jpg',
    });
    const running = world.engine.start({ kind: 'background' });
    await gate.reached;
    world.runLock.makeYield();
    expect(await running).toEqual({ kind: 'yielded' });
    expect(world.runLock.isHeld).toBe(false);
    expect(world.notifier.notifications).toEqual([]);
    gate.open();
    expect(await world.engine.start()).toEqual({ kind: 'completed' });
    expect(world.remote.uploadCount).toBe(9);
  });
});
