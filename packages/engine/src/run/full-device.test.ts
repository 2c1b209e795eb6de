import type { EngineWorld } from '@keepsake/testkit';
import { describe, expect, it } from 'vitest';
import { BackupError, type AssetId, type OpenedAsset } from '../index.ts';
import { expectNothingLeftBehind, isOf, whyOf, worldWithPhotos } from '../testing/world-with-photos.ts';

/** A device that has to copy an original before it can be sent, as iOS does. Its checksum needs no copy. */
function copying(world: Pick<EngineWorld, 'library'>, device: { freeBytes: number }) {
  const { library } = world;
  const open = library.open.bind(library);
  const hashed = new Set<AssetId>();
  const tries = new Map<AssetId, number>();
  library.open = async (id, observer, signal): Promise<OpenedAsset> => {
    const opened = await open(id, observer, signal);
    if (!hashed.has(id)) {
      hashed.add(id);
      return opened;
    }
    let copiedBytes = 0;
    const copy = (sizeBytes: number): void => {
      tries.set(id, (tries.get(id) ?? 0) + 1);
      if (sizeBytes > device.freeBytes) throw new BackupError('device-full', 'no space left on device');
      device.freeBytes -= sizeBytes;
      copiedBytes += sizeBytes;
    };
    const { original } = opened;
    return {
      ...opened,
      original: {
        ...original,
        async *read(fromByte) {
          copy(original.sizeBytes);
          yield* original.read(fromByte);
        },
      },
      async close() {
        device.freeBytes += copiedBytes;
        copiedBytes = 0;
        await opened.close();
      },
    };
  };
  return { triesOf: (id: AssetId): number => tries.get(id) ?? 0, tries };
}

const sized = (sizeBytes: number, index: number): { content: string } => ({
  content: `${index}`.padStart(sizeBytes, '-'),
});
const FULL = { kind: 'stopped', code: 'device-full' } as const;

describe('a device that is full', () => {
  it('[E1][E5][U6] lets the others go on, charges no attempt, and goes on with what waits once there is room', async () => {
    const world = await worldWithPhotos(6, {}, (index) => sized(index === 4 ? 400 : 10, index));
    const film = world.ids[4]!;
    const device = { freeBytes: 100 };
    const { triesOf } = copying(world, device);

    expect(await world.engine.start()).toMatchObject(FULL);
    expect(world.arrived()).toEqual(['5.jpg', '3.jpg', '2.jpg', '1.jpg', '0.jpg']);
    // Among the others, and once more after them.
    expect(triesOf(film)).toBe(2);
    expect(world.notifier.notifications).toEqual([{ kind: 'backup-stopped', code: 'device-full' }]);
    const [waiting] = await world.engine.listAssets({ kind: 'by-id', ids: [film] });
    expect(waiting?.settlement).toEqual({ kind: 'pending' });
    const lack = { code: 'device-full', atMs: expect.any(Number) as number, sizeBytes: 400 };
    expect(await whyOf(world, film)).toEqual({ kind: 'waiting', for: { kind: 'room', lack } });
    const { statistics, waiting: sums } = await world.engine.readStatus();
    expect(statistics).toMatchObject({ libraryCount: 6, uploadedCount: 5, waitingCount: 1, failedCount: 0 });
    expect([sums['device-room'].count, sums.room.count, sums['its-turn'].count]).toEqual([1, 0, 0]);
    expect(device.freeBytes).toBe(100);
    expectNothingLeftBehind(world);

    for (let run = 0; run < 6; run += 1) expect(await world.engine.start()).toMatchObject(FULL);
    device.freeBytes = 1_000;
    expect(await world.engine.start()).toEqual({ kind: 'completed' });
    expect(world.arrived().at(-1)).toBe('4.jpg');
    expect(await whyOf(world, film)).toMatchObject({ kind: 'backed-up' });
    expect((await world.engine.readStatus()).waiting['device-room'].count).toBe(0);
  });

  it('[E1] sends one at a time, in the end, what did not fit beside others', async () => {
    const world = await worldWithPhotos(6, {}, (index) => sized(60, index));
    const { tries } = copying(world, { freeBytes: 100 });
    expect(await world.engine.start()).toEqual({ kind: 'completed' });
    expect(world.remote.uploadCount).toBe(6);
    expect(Math.max(...tries.values())).toBe(2);
    expect(world.notifier.notifications).toEqual([]);
  });

  it('[E1] is not filled again and again: what is no smaller than what did not fit is not tried', async () => {
    const world = await worldWithPhotos(100, {}, (index) => sized(index < 90 ? 200 : 10, index));
    const { tries } = copying(world, { freeBytes: 100 });
    expect(await world.engine.start()).toMatchObject(FULL);
    expect(world.remote.uploadCount).toBe(10);
    const attempts = [...tries.values()].reduce((sum, count) => sum + count, 0);
    // Ten that fit, those that were sent together, and one in the end.
    expect(attempts).toBeLessThanOrEqual(10 + 4 + 1);
    expect((await world.engine.readStatus()).statistics.waitingCount).toBe(90);
  });

  it('[E1][E2] is asked once more after the retries of the others', async () => {
    const world = await worldWithPhotos(3, {}, (index) => sized(index === 2 ? 400 : 10, index));
    const { triesOf } = copying(world, { freeBytes: 100 });
    world.remote.inject({
      method: 'upload',
      fault: { kind: 'fail', code: 'server-error' },
      times: 3,
      when: isOf('0.jpg'),
    });
    expect(await world.engine.start()).toMatchObject(FULL);
    expect(world.arrived()).toEqual(['1.jpg', '0.jpg']);
    expect(triesOf(world.ids[2]!)).toBe(2);
  });

  it('[E1][E3] leaves a photo the attempts that it had', async () => {
    const world = await worldWithPhotos(1, {}, (index) => sized(400, index));
    const device = { freeBytes: 1_000 };
    copying(world, device);
    world.remote.inject({ method: 'upload', fault: { kind: 'fail', code: 'server-error' } });
    world.engine.subscribe(({ activity }) => {
      if (activity.kind === 'waiting-for-retry') device.freeBytes = 100;
    });
    expect(await world.engine.start()).toMatchObject(FULL);
    expect(await world.engine.start()).toMatchObject(FULL);
    expect(await whyOf(world, world.ids[0]!)).toMatchObject({
      kind: 'waiting',
      for: { kind: 'retry', failure: { code: 'device-full', attempts: 1 } },
    });
    device.freeBytes = 1_000;
    expect(await world.engine.start()).toEqual({ kind: 'completed' });
  });

  it('[E5] is told of once by runs that come by themselves, and again when it was not full in between', async () => {
    const world = await worldWithPhotos(1, {}, (index) => sized(400, index));
    const device = { freeBytes: 100 };
    copying(world, device);
    const background = { kind: 'background' } as const;
    for (let run = 0; run < 3; run += 1) expect(await world.engine.start(background)).toMatchObject(FULL);
    expect(world.notifier.notifications).toHaveLength(1);
    device.freeBytes = 1_000;
    expect(await world.engine.start(background)).toEqual({ kind: 'completed' });
    device.freeBytes = 100;
    world.library.addAsset({ fileName: 'next.jpg', ...sized(300, 7) });
    expect(await world.engine.start(background)).toMatchObject(FULL);
    expect(world.notifier.notifications).toHaveLength(2);
  });

  it('[E5] is told of once, also when runs between did not come to what does not fit', async () => {
    const world = await worldWithPhotos(1, {}, (index) => sized(10, index));
    await world.engine.changeSettings({ useCellularForUploadPhotos: true, requireUnmetered: false });
    world.library.addAsset({ fileName: 'film.mov', kind: 'video', ...sized(400, 1) });
    const device = { freeBytes: 100 };
    copying(world, device);
    const background = { kind: 'background' } as const;
    expect(await world.engine.start(background)).toMatchObject(FULL);
    const { lackOfRoom } = await world.ledger.readState();
    expect(lackOfRoom).toMatchObject({ code: 'device-full', sizeBytes: 400 });
    world.library.addAsset({ fileName: 'small.jpg', ...sized(10, 8) });
    world.conditions.change({ network: 'metered' });
    expect(await world.engine.start(background)).toEqual({ kind: 'held-back', by: 'wi-fi' });
    expect(world.arrived().at(-1)).toBe('small.jpg');
    expect((await world.ledger.readState()).lackOfRoom).toEqual(lackOfRoom);
    world.conditions.change({ network: 'unmetered' });
    expect(await world.engine.start(background)).toMatchObject(FULL);
    expect(world.notifier.notifications).toHaveLength(1);
  });

  it('[B2][E5] is left to whoever a run gives way to, who may know better by then', async () => {
    const world = await worldWithPhotos(1, {}, (index) => sized(400, index));
    const device = { freeBytes: 100 };
    copying(world, device);
    expect(await world.engine.start()).toMatchObject(FULL);
    device.freeBytes = 1_000;
    const until = (): Promise<never> => {
      world.engine.cancel('yielding');
      return new Promise(() => undefined);
    };
    world.remote.inject({ method: 'upload', fault: { kind: 'wait', until } });
    expect(await world.engine.start()).toEqual({ kind: 'yielded' });
    expect((await world.ledger.readState()).lackOfRoom).toBeUndefined();
  });

  it('[E5] is full no longer when what is as large was sent, however the run ended', async () => {
    const world = await worldWithPhotos(1, {}, (index) => sized(400, index));
    const device = { freeBytes: 100 };
    copying(world, device);
    expect(await world.engine.start()).toMatchObject(FULL);
    device.freeBytes = 1_000;
    world.library.addAsset({ fileName: 'last.jpg', createdAtMs: 0, ...sized(10, 8) });
    world.remote.inject({
      method: 'upload',
      fault: { kind: 'fail', code: 'unauthorized' },
      when: isOf('last.jpg'),
    });
    await world.engine.changeSettings({ parallelUploads: 1 });
    expect(await world.engine.start()).toMatchObject({ kind: 'stopped', code: 'unauthorized' });
    expect(world.arrived()).toEqual(['0.jpg']);
    expect((await world.ledger.readState()).lackOfRoom).toBeUndefined();
  });

  it('[E1][I3] has what must come down from the cloud come down alone, in the end', async () => {
    const world = await worldWithPhotos(0);
    const device = { freeBytes: 100 };
    const { library } = world;
    const open = library.open.bind(library);
    library.open = async (id, observer, signal): Promise<OpenedAsset> => {
      if (device.freeBytes < 60) throw new BackupError('device-full', 'no space left on device');
      device.freeBytes -= 60;
      const opened = await open(id, observer, signal);
      let isOpen = true;
      return {
        ...opened,
        async close() {
          if (isOpen) device.freeBytes += 60;
          isOpen = false;
          await opened.close();
        },
      };
    };
    for (let index = 0; index < 3; index += 1)
      library.addAsset({ fileName: `${index}.mov`, kind: 'video', isInCloud: true, ...sized(60, index) });
    expect(await world.engine.start()).toEqual({ kind: 'completed' });
    expect(world.remote.uploadCount).toBe(3);
    expect(device.freeBytes).toBe(100);
  });

  it('[E1] does not stop a run when what did not fit is gone', async () => {
    const world = await worldWithPhotos(2, {}, (index) => sized(index === 1 ? 400 : 10, index));
    const film = world.ids[1]!;
    const { triesOf } = copying(world, { freeBytes: 100 });
    let isThere = true;
    world.library.whileReading(world.ids[0]!, () => {
      if (!isThere || triesOf(film) === 0) return;
      isThere = false;
      world.library.removeAsset(film);
    });
    expect(await world.engine.start()).toEqual({ kind: 'completed' });
    expect(triesOf(film)).toBe(1);
    expect(await whyOf(world, film)).toMatchObject({ kind: 'gone' });
  });
});
