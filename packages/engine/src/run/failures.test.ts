import { createEngineWorld } from '@keepsake/testkit';
import { describe, expect, it } from 'vitest';
import type { Checksum } from '../index.ts';
import { expectNothingLeftBehind, isOf, whyOf, worldWithPhotos } from '../testing/world-with-photos.ts';

describe('an asset that meets errors', () => {
  it.each(['server-error', 'timeout', 'too-many-requests', 'bad-answer'] as const)(
    '[E1][E2] is backed up at its third attempt after two of %s',
    async (code) => {
      const world = await worldWithPhotos(1);
      world.remote.failNext('upload', code, 2);
      expect(await world.engine.start()).toEqual({ kind: 'completed' });
      expect(world.remote.calls.upload).toBe(3);
      expect(world.arrived()).toEqual(['0.jpg']);
      expect(world.notifier.notifications).toEqual([]);
      expectNothingLeftBehind(world);
    },
  );

  it('[E1][E2][U6] has failed after 5 attempts, while the others are backed up', async () => {
    const world = await worldWithPhotos(6);
    const fault = { kind: 'fail', code: 'server-error' } as const;
    world.remote.inject({ method: 'upload', fault, times: Infinity, when: isOf('3.jpg') });
    const startedAtMs = world.clock.now();
    expect(await world.engine.start()).toEqual({ kind: 'completed' });

    expect(world.remote.calls.upload).toBe(5 + 5);
    expect(world.arrived()).toEqual(['5.jpg', '4.jpg', '2.jpg', '1.jpg', '0.jpg']);
    expect(await whyOf(world, world.ids[3]!)).toMatchObject({
      kind: 'failed',
      failure: { code: 'server-error', attempts: 5 },
    });
    // Four pauses with full jitter: at most 1 + 2 + 4 + 8 s.
    expect(world.clock.now() - startedAtMs).toBeGreaterThan(100);
    expect(world.clock.now() - startedAtMs).toBeLessThanOrEqual(15_200);
    expectNothingLeftBehind(world);
  });

  it('[E1] waits as long as the server asks for', async () => {
    const world = await worldWithPhotos(1);
    const fault = { kind: 'fail', code: 'too-many-requests', retryAfterMs: 90_000 } as const;
    world.remote.inject({ method: 'upload', fault });
    const startedAtMs = world.clock.now();
    await world.engine.start();
    expect(world.clock.now() - startedAtMs).toBeGreaterThanOrEqual(90_000);
    expect(world.remote.uploadCount).toBe(1);
  });

  it('[E3] keeps attempts and the time of the next one over a restart', async () => {
    const before = await worldWithPhotos(1);
    const fault = { kind: 'fail', code: 'server-error', retryAfterMs: 60_000 } as const;
    before.remote.inject({ method: 'upload', fault });
    before.engine.subscribe(({ activity }) => {
      if (activity.kind === 'waiting-for-retry') before.engine.cancel();
    });
    expect(await before.engine.start()).toEqual({ kind: 'cancelled' });
    const [record] = await before.engine.listAssets({ kind: 'by-id', ids: before.ids });
    expect(record?.settlement).toMatchObject({ kind: 'retrying', failure: { attempts: 1 } });

    const { library, ledger, remote } = before;
    const after = createEngineWorld({ library, ledger, remote });
    after.clock.set(before.clock.now());
    const attemptsAtMs: number[] = [];
    const fails = { kind: 'fail', code: 'server-error' } as const;
    const when = (): boolean => attemptsAtMs.push(after.clock.now()) > 0;
    remote.inject({ method: 'upload', fault: fails, times: Infinity, when });
    await after.engine.start();
    expect(attemptsAtMs[0]! - before.clock.now()).toBeGreaterThan(59_000);
    expect(await whyOf(after, before.ids[0]!)).toMatchObject({ kind: 'failed', failure: { attempts: 5 } });
    expect(remote.calls.upload).toBe(5);
  });

  it('[E3] is tried when its time has come although the clock was set back meanwhile', async () => {
    const world = await worldWithPhotos(1);
    const fault = { kind: 'fail', code: 'server-error', retryAfterMs: 60_000 } as const;
    world.remote.inject({ method: 'upload', fault });
    world.engine.subscribe(({ activity }) => {
      if (activity.kind === 'waiting-for-retry') world.clock.set(world.clock.now() - 1_000);
    });
    expect(await world.engine.start()).toEqual({ kind: 'completed' });
    expect(world.remote.uploadCount).toBe(1);
  });

  it('[E3] does not wait for years after a clock that was wrong by years was set right', async () => {
    const world = await worldWithPhotos(1);
    world.clock.set(Date.UTC(2036, 0, 1));
    const fault = { kind: 'fail', code: 'server-error', retryAfterMs: 60_000 } as const;
    world.remote.inject({ method: 'upload', fault });
    const unsubscribe = world.engine.subscribe(({ activity }) => {
      if (activity.kind === 'waiting-for-retry') world.engine.cancel();
    });
    expect(await world.engine.start()).toEqual({ kind: 'cancelled' });
    unsubscribe();
    world.clock.set(Date.UTC(2026, 0, 1));
    expect(await world.engine.start()).toEqual({ kind: 'completed' });
    expect(world.clock.now() - Date.UTC(2026, 0, 1)).toBeLessThan(86_400_000);
    expect(world.remote.uploadCount).toBe(1);
  });

  it.each(['rejected', 'unsupported-type', 'file-unreadable', 'empty-file'] as const)(
    '[E1][E4] has failed for good with %s at once, until it is retried',
    async (code) => {
      const world = await worldWithPhotos(2);
      const [older] = world.ids;
      world.remote.inject({ method: 'upload', fault: { kind: 'fail', code }, when: isOf('0.jpg') });
      expect(await world.engine.start()).toEqual({ kind: 'completed' });
      expect(await whyOf(world, older!)).toMatchObject({ kind: 'failed', failure: { code, attempts: 1 } });
      expect(world.arrived()).toEqual(['1.jpg']);

      await world.engine.start();
      expect(world.remote.calls.upload).toBe(2);

      expect(await world.engine.retry('all-failed')).toBe(1);
      await world.engine.start();
      expect(world.arrived()).toEqual(['1.jpg', '0.jpg']);
    },
  );

  it('[E4] is listed with name, reason, time and attempts, and a retry starts it afresh', async () => {
    const world = await worldWithPhotos(3);
    world.remote.failNext('upload', 'server-error', Infinity);
    await world.engine.start();
    const listFailed = () =>
      world.engine.listAssets({
        kind: 'listed',
        standing: undefined,
        settlement: 'failed',
        after: undefined,
        limit: 10,
      });
    const failed = await listFailed();
    expect(failed.map(({ asset }) => asset.original.fileName)).toEqual(['2.jpg', '1.jpg', '0.jpg']);
    for (const { settlement } of failed) {
      expect(settlement).toMatchObject({
        failure: { code: 'server-error', detail: 'injected: server-error', attempts: 5 },
      });
    }

    world.remote.clearFaults();
    expect(await world.engine.retry([world.ids[1]!])).toBe(1);
    world.remote.inject({ method: 'upload', fault: { kind: 'fail', code: 'server-error' }, times: 4 });
    const callsBefore = world.remote.calls.upload;
    await world.engine.start();
    // Four more failures and a success: the five from before are forgotten.
    expect(world.remote.calls.upload - callsBefore).toBe(5);
    expect(world.arrived()).toEqual(['1.jpg']);
    expect(await listFailed()).toHaveLength(2);
  });

  it('[A11][E1] is gone, not failed, when it vanished before it was hashed', async () => {
    const world = await worldWithPhotos(3);
    await world.engine.scan();
    const open = world.library.open.bind(world.library);
    world.library.open = (id, observer, signal) => {
      if (id === world.ids[1] && world.library.contentOf(id) !== undefined) world.library.removeAsset(id);
      return open(id, observer, signal);
    };
    expect(await world.engine.start()).toEqual({ kind: 'completed' });
    expect(await whyOf(world, world.ids[1]!)).toMatchObject({ kind: 'gone' });
    expect((await world.engine.readStatus()).statistics).toMatchObject({
      goneCount: 1,
      failedCount: 0,
      uploadedCount: 2,
    });
    expect(world.notifier.notifications).toEqual([]);
    expectNothingLeftBehind(world);
  });

  it('[E2] is not kept waiting by a clock that was ahead when its attempt failed', async () => {
    const world = await worldWithPhotos(1);
    world.clock.set(world.clock.now() + 20 * 3_600_000);
    world.remote.failNext('upload', 'server-error');
    const upload = world.remote.upload.bind(world.remote);
    world.remote.upload = async (...args) => {
      world.remote.upload = upload;
      return upload(...args).finally(() => world.engine.cancel());
    };
    await world.engine.start();
    world.clock.set(world.clock.now() - 20 * 3_600_000);
    const atMs = world.clock.now();
    expect(await world.engine.start()).toEqual({ kind: 'completed' });
    expect(world.clock.now() - atMs).toBeLessThan(60_000);
    expect(world.remote.uploadCount).toBe(1);
  });

  it.each(['hashed', 'sent'] as const)('[A11] is gone when it vanished while it was %s', async (when) => {
    const world = await worldWithPhotos(2);
    const id = world.ids[1]!;
    let readings = 0;
    world.library.whileReading(id, () => {
      readings += 1;
      // Read once to be hashed, and once more to be sent; two calls each.
      if (readings === (when === 'hashed' ? 1 : 3)) world.library.removeAsset(id);
    });
    expect(await world.engine.start()).toEqual({ kind: 'completed' });
    expect(await whyOf(world, id)).toMatchObject({ kind: 'gone' });
    expect(world.arrived()).toEqual(['0.jpg']);
    expectNothingLeftBehind(world);
  });

  it('[D8][E1][U9] is hashed once more after a checksum mismatch, and is then backed up', async () => {
    const world = await worldWithPhotos(1);
    world.remote.inject({ method: 'upload', fault: { kind: 'corrupted-on-the-way' } });
    expect(await world.engine.start()).toEqual({ kind: 'completed' });
    expect(world.hasher.hashed).toEqual(['0.jpg', '0.jpg']);
    expect(world.remote.uploadCount).toBe(1);
  });

  it('[D8][E1][U9] has failed when the server keeps other bytes than were sent for a second time', async () => {
    const world = await worldWithPhotos(1);
    const checksum = '0'.repeat(40) as Checksum;
    world.remote.inject({ method: 'upload', fault: { kind: 'answer-checksum', checksum }, times: Infinity });
    world.remote.findChecksums = async () => new Map();
    expect(await world.engine.start()).toEqual({ kind: 'completed' });
    expect(world.hasher.hashed).toEqual(['0.jpg', '0.jpg']);
    expect(await whyOf(world, world.ids[0]!)).toMatchObject({
      kind: 'failed',
      failure: { code: 'checksum-mismatch', attempts: 2 },
    });
  });
});
