import { createGate, FakeRemote } from '@keepsake/testkit';
import { describe, expect, it } from 'vitest';
import { BackupError, type Checksum, type ErrorCode } from '../index.ts';
import { expectNothingLeftBehind, isOf, whyOf, worldWithPhotos } from '../testing/world-with-photos.ts';

describe('a run that is stopped', () => {
  const STOPPING: readonly ErrorCode[] = ['quota-exceeded', 'server-disk-full', 'unauthorized', 'forbidden'];

  it.each(STOPPING)('[E1][E5] by %s leaves the rest waiting, and the next run goes on', async (code) => {
    const world = await worldWithPhotos(30);
    world.remote.inject({ method: 'upload', fault: { kind: 'fail', code }, when: isOf('20.jpg') });
    expect(await world.engine.start()).toMatchObject({ kind: 'stopped', code });
    expect(world.notifier.notifications).toEqual([{ kind: 'backup-stopped', code }]);
    const { statistics } = await world.engine.readStatus();
    expect(statistics.waitingCount).toBeGreaterThan(10);
    expect(statistics).toMatchObject({ failedCount: 0, libraryCount: 30 });
    const isLackOfRoom = code === 'quota-exceeded' || code === 'server-disk-full';
    const atMs: unknown = expect.any(Number);
    const reason = isLackOfRoom ? { kind: 'room', lack: { code, atMs } } : { kind: 'its-turn' };
    expect(await whyOf(world, world.ids[20]!)).toEqual({ kind: 'waiting', for: reason });
    expectNothingLeftBehind(world);

    const [seen] = await world.engine.listAssets({ kind: 'by-id', ids: [world.ids[20]!] });
    expect(seen?.settlement).toEqual({ kind: 'pending' });
    expect(await world.engine.start()).toEqual({ kind: 'completed' });
    expect(world.remote.uploadCount).toBe(30);
  });

  it('[E1] by a full quota goes on when there is room again, and sends nothing twice', async () => {
    const remote = new FakeRemote({ quotaBytes: 10 * 12 });
    const world = await worldWithPhotos(0, { remote });
    for (let index = 0; index < 20; index += 1) {
      world.library.addAsset({ fileName: `${index}.jpg`, content: `${index}`.padStart(12, '-') });
    }
    expect(await world.engine.start()).toMatchObject({ kind: 'stopped', code: 'quota-exceeded' });
    expect(remote.uploadCount).toBe(10);
    // Nobody is told that it is full beside the numbers of before.
    expect(world.engine.snapshot().storage).toEqual({ usedBytes: 120, quotaBytes: 120 });
    remote.account.quotaBytes = undefined;
    expect(await world.engine.start()).toEqual({ kind: 'completed' });
    expect(remote.uploadCount).toBe(20);
    expect(remote.bytesReceived).toBe(20 * 12);
  });

  it('[A13] by a full quota says of all that waits that it waits for room, until there is room again', async () => {
    const remote = new FakeRemote({ quotaBytes: 5 * 12 });
    const world = await worldWithPhotos(0, { remote });
    const content = (index: number): string => `${index}`.padStart(12, '-');
    const ids = Array.from({ length: 20 }, (_, index) =>
      world.library.addAsset({ fileName: `${index}.jpg`, content: content(index) }),
    );
    await world.engine.start();
    const reasons = async (): Promise<string[]> =>
      Promise.all(
        ids.map(async (id) => {
          const why = await whyOf(world, id);
          return why?.kind === 'waiting' ? why.for.kind : (why?.kind ?? '');
        }),
      );
    const count = (kinds: readonly string[], kind: string): number =>
      kinds.filter((each) => each === kind).length;
    const full = await reasons();
    expect([count(full, 'backed-up'), count(full, 'room')]).toEqual([5, 15]);
    expect((await world.engine.readStatus()).statistics).toMatchObject({
      uploadedCount: 5,
      waitingCount: 15,
    });

    // A process that was killed while it sent again must not leave a reason behind that is no longer so.
    remote.account.quotaBytes = undefined;
    const when = (): boolean => {
      if (remote.uploadCount > 7) world.engine.cancel();
      return false;
    };
    remote.inject({ method: 'upload', fault: { kind: 'answer-lost' }, when });
    expect(await world.engine.start()).toEqual({ kind: 'cancelled' });
    const free = await reasons();
    expect(count(free, 'room')).toBe(0);
    expect(count(free, 'its-turn')).toBeGreaterThan(0);
  });

  it('[E1][U6] by a question without an answer loses nothing, and still sends what needed none', async () => {
    const world = await worldWithPhotos(150);
    const find = world.remote.findChecksums.bind(world.remote);
    const missing = new Set<Checksum>();
    let failures = 0;
    // Held until the server has failed for good, so that more is known to be missing then than is under way.
    const gate = createGate();
    world.remote.inject({ method: 'upload', fault: { kind: 'wait', until: gate.pass() }, times: Infinity });
    world.remote.findChecksums = async (checksums, signal) => {
      if (missing.size > 4) {
        failures += 1;
        if (failures === 6) setImmediate(() => gate.open());
        throw new BackupError('server-error', 'no answer');
      }
      for (const checksum of checksums) missing.add(checksum);
      return find(checksums, signal);
    };
    const startedAtMs = world.clock.now();
    expect(await world.engine.start()).toMatchObject({ kind: 'stopped', code: 'server-error' });
    // All together, and one that is about none of them.
    expect(failures).toBe(6);
    expect(world.clock.now() - startedAtMs).toBeGreaterThan(100);
    // Each is sent that the server was known to lack, and nothing is charged to the others.
    expect(missing.size).toBeLessThan(150);
    expect(world.remote.uploadCount).toBe(missing.size);
    const { statistics } = await world.engine.readStatus();
    expect(statistics).toMatchObject({ failedCount: 0, waitingCount: 150 - missing.size });
    for (const { settlement } of await world.engine.listAssets({ kind: 'by-id', ids: world.ids })) {
      expect(['pending', 'backed-up']).toContain(settlement.kind);
    }
    expectNothingLeftBehind(world);

    world.remote.findChecksums = find;
    expect(await world.engine.start()).toEqual({ kind: 'completed' });
    expect(world.remote.uploadCount).toBe(150);
    expect(world.hasher.hashed).toHaveLength(150);
  });

  it('[E1] lets what is in flight come to its end first', async () => {
    const world = await worldWithPhotos(3);
    const gate = createGate();
    world.library.whileReading(world.ids[2]!, () =>
      world.hasher.hashed.length === 3 ? gate.pass() : undefined,
    );
    world.remote.inject({
      method: 'upload',
      fault: { kind: 'fail', code: 'quota-exceeded' },
      when: (request) => {
        void gate.reached.then(() => gate.open());
        return request.original.fileName === '0.jpg';
      },
    });
    expect(await world.engine.start()).toMatchObject({ kind: 'stopped', code: 'quota-exceeded' });
    expect(world.arrived()).toContain('2.jpg');
    expectNothingLeftBehind(world);
  });

  it('[E1] by the answer to a question lets the transfers in flight come to their end before the lock is let go', async () => {
    const world = await worldWithPhotos(200);
    const gate = createGate();
    let sent = 0;
    world.remote.inject({
      method: 'upload',
      times: Infinity,
      fault: { kind: 'wait', until: gate.pass() },
      when: () => (sent += 1) <= 4,
    });
    const find = world.remote.findChecksums.bind(world.remote);
    world.remote.findChecksums = async (checksums, signal) => {
      if (sent === 0) return find(checksums, signal);
      setImmediate(() => gate.open());
      throw new BackupError('unauthorized', 'the login is no longer good');
    };
    expect(await world.engine.start()).toMatchObject({ kind: 'stopped', code: 'unauthorized' });
    expectNothingLeftBehind(world);
    expect(sent).toBeGreaterThan(0);
    expect(world.remote.uploadCount).toBe(sent);
    expect((await world.engine.readStatus()).statistics.uploadedCount).toBe(sent);
  });

  it('[E6] is never taken for complete when the server answers nonsense', async () => {
    const world = await worldWithPhotos(3);
    world.remote.failNext('findDeviceAssets', 'bad-answer', Infinity);
    expect(await world.engine.start()).toMatchObject({ kind: 'stopped', code: 'bad-answer' });
    expect((await world.engine.readStatus()).statistics.candidates.waitingCount).toBe(3);
    world.remote.clearFaults();
    world.remote.failNext('findChecksums', 'bad-answer', Infinity);
    expect(await world.engine.start()).toMatchObject({ kind: 'stopped', code: 'bad-answer' });
    expect((await world.engine.readStatus()).statistics.candidates.waitingCount).toBe(3);
    expectNothingLeftBehind(world);
  });

  it('[E6] is complete when only the last look at the storage fails, since all is backed up', async () => {
    const world = await worldWithPhotos(3);
    const describeServer = world.remote.describe.bind(world.remote);
    world.remote.describe = (signal) => {
      if (world.remote.uploadCount === 3) world.remote.isOffline = true;
      return describeServer(signal);
    };
    expect(await world.engine.start()).toEqual({ kind: 'completed' });
    expect((await world.engine.readStatus()).statistics.uploadedCount).toBe(3);
    expect(world.notifier.notifications).toEqual([]);
  });

  it('[E1] by a ledger that cannot be written says so, and closes what is open', async () => {
    const base = await worldWithPhotos(20);
    const record = base.ledger.record.bind(base.ledger);
    base.ledger.record = (facts) =>
      facts.some(({ kind }) => kind === 'backed-up')
        ? Promise.reject(new BackupError('ledger-unavailable', 'the disk is full'))
        : record(facts);
    expect(await base.engine.start()).toMatchObject({ kind: 'stopped', code: 'ledger-unavailable' });
    expectNothingLeftBehind(base);
  });

  it('[U6] by a fault of ours still lets everything go, and the next run works', async () => {
    const world = await worldWithPhotos(20);
    const upload = world.remote.upload.bind(world.remote);
    world.remote.upload = (request, observer, signal) =>
      request.original.fileName === '15.jpg'
        ? Promise.reject(new TypeError('a fault'))
        : upload(request, observer, signal);
    await expect(world.engine.start()).rejects.toThrow('a fault');
    expectNothingLeftBehind(world);
    world.remote.upload = upload;
    expect(await world.engine.start()).toEqual({ kind: 'completed' });
    expect(world.remote.uploadCount).toBe(20);
  });
});
