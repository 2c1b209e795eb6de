import { describe, expect, it } from 'vitest';
import { bytesOf, createRestoreWorld } from '@keepsake/testkit';
import type { RestoreDeps, RestoreReport } from './restore-library.ts';

function expectToAddUp(report: RestoreReport): void {
  const { wantedCount, restoredCount, thereCount, goneCount, failedCount } = report;
  expect(restoredCount + thereCount + goneCount + failedCount).toBe(wantedCount);
}

describe('restoreLibrary', () => {
  it('[V3] brings every original home, with its times and into its album folders', async () => {
    const { remote, target, keep, restore, paths, bytesAt } = createRestoreWorld();
    await keep('loose.jpg', '1');
    await keep('rome.jpg', '2', { albums: ['Rome'] });
    await keep('both.jpg', '3', { albums: ['Rome', 'Best of 2019'] });
    remote.originals.pageSize = 2;

    const report = await restore();

    expect(report).toMatchObject({
      outcome: { kind: 'completed' },
      wantedCount: 3,
      restoredCount: 3,
      receivedFileCount: 3,
      repeatedFileCount: 1,
      receivedBytes: 15_000,
    });
    expectToAddUp(report);
    expect(paths()).toEqual(['2019/07/loose.jpg', 'Best of 2019/both.jpg', 'Rome/both.jpg', 'Rome/rome.jpg']);
    expect(bytesAt('Rome/both.jpg')).toEqual(bytesOf('3', 5_000));
    expect(target.repeatCount).toBe(1);
    expect(target.files.get('Rome/rome.jpg')).toMatchObject({
      createdAtMs: Date.UTC(2019, 6, 14, 9, 30, 15, 250),
      modifiedAtMs: Date.UTC(2019, 6, 14, 9, 31),
    });
  });

  it('[V3] leaves what is there, receives no byte of it, and gives the same names again', async () => {
    const { remote, keep, restore, paths } = createRestoreWorld();
    await keep('a.jpg', '1', { albums: ['Rome', 'Sea'] });
    await keep('a.jpg', '2', { albums: ['Rome'] });
    await keep('l.heic', '3', { motion: 'l.mov' });
    await restore();
    const before = paths();
    remote.originals.bytesSent = 0;
    expect(await restore()).toMatchObject({ wantedCount: 3, thereCount: 3, restoredCount: 0 });
    expect(remote.originals.bytesSent).toBe(0);
    expect(paths()).toEqual(before);
  });

  it('[V3] puts the parts of a Live Photo side by side, also where one of their names is taken', async () => {
    const { keep, restore, paths, bytesAt, target } = createRestoreWorld();
    target.put('2019/07/IMG_2.MOV', bytesOf('mine', 10));
    await keep('IMG_1.HEIC', '1', { motion: 'something else.MOV' });
    await keep('IMG_2.HEIC', '2', { motion: 'IMG_2.MOV' });
    await keep('IMG_3.mov', '3', { motion: 'IMG_3.mov' });
    expectToAddUp(await restore());
    const [, suffix] = / \((\w{8})\)/.exec(paths().join()) ?? [];
    expect(paths()).toEqual([
      `2019/07/IMG_1.HEIC`,
      `2019/07/IMG_1.MOV`,
      `2019/07/IMG_2 (${suffix}).HEIC`,
      `2019/07/IMG_2 (${suffix}).MOV`,
      `2019/07/IMG_2.MOV`,
      `2019/07/IMG_3.mov`,
      `2019/07/IMG_3_motion.mov`,
    ]);
    expect(bytesAt('2019/07/IMG_2.MOV')).toEqual(bytesOf('mine', 10));
    expect(bytesAt('2019/07/IMG_1.MOV')).toEqual(bytesOf('1 moving', 9_000));
  });

  it('[V3] brings every Live Photo of one still home, and leaves all of them when they are there', async () => {
    const { keep, restore, paths } = createRestoreWorld();
    for (const motion of ['a.mov', 'b.mov', 'c.mov', 'd.mov', 'e.mov'])
      await keep('live.heic', 'one still', { motion, motionSeed: motion });
    const report = await restore();
    expect(report).toMatchObject({ wantedCount: 5, restoredCount: 5, failedCount: 0 });
    const stems = paths().map((path) => path.replace(/\.\w+$/, ''));
    expect(new Set(stems).size).toBe(5);
    expect(stems).toHaveLength(10);
    const before = paths();
    expect(await restore()).toMatchObject({ thereCount: 5, receivedFileCount: 0 });
    expect(paths()).toEqual(before);
  });

  it('[V3] keeps two photos of one name in one album apart, whatever their case', async () => {
    const { keep, restore, paths, target } = createRestoreWorld();
    await keep('IMG_1.jpg', '1', { albums: ['Rome'] });
    await keep('img_1.JPG', '2', { albums: ['rome'] });
    await keep('IMG_1.jpg', '3', { albums: ['Rome'] });
    expectToAddUp(await restore());
    expect(paths()).toHaveLength(3);
    expect(new Set(paths().map((path) => path.toLowerCase())).size).toBe(3);
    const kept = [...target.files.values()].map(({ bytes }) => bytes.join());
    expect(kept.sort()).toEqual(['1', '2', '3'].map((seed) => bytesOf(seed, 5_000).join()).sort());
  });

  it('[V3] writes nowhere else, whatever names the server tells', async () => {
    const { keep, restore, paths } = createRestoreWorld();
    await keep('../../escaped.jpg', '1', { albums: ['..', '/etc', 'C:\\x'] });
    await keep('..\\..\\x.jpg', '2');
    await keep(`${'x'.repeat(400)}.jpg`, '3', { albums: ['CON', 'y'.repeat(400)] });
    const report = await restore();
    expect(report).toMatchObject({ wantedCount: 3, restoredCount: 3 });
    expect(paths()).toHaveLength(6);
    for (const path of paths()) {
      expect(path.split('/').length).toBeLessThanOrEqual(3);
      for (const name of path.split('/')) {
        expect(name).not.toMatch(/^\.|^con$|[\\:]/i);
        expect(name.length).toBeLessThanOrEqual(255);
      }
    }
  });

  it.each([Number.NaN, Date.UTC(20245, 0, 1), Date.UTC(-1, 0, 1)])(
    '[V3] puts what has no date that is one (%d) into a folder of its own',
    async (createdAtMs) => {
      const { remote, keep, restore, paths } = createRestoreWorld();
      await keep('a.jpg', '1');
      const originals: RestoreDeps['originals'] = {
        list: async (cursor, signal) => {
          const page = await remote.originals.list(cursor, signal);
          return { ...page, originals: page.originals.map((original) => ({ ...original, createdAtMs })) };
        },
        read: (id, fromByte, signal) => remote.originals.read(id, fromByte, signal),
      };
      expect(await restore([], { originals })).toMatchObject({ restoredCount: 1 });
      expect(paths()).toEqual(['undated/a.jpg']);
    },
  );

  it('[V3] restores one album alone, whichever Unicode form its name has', async () => {
    const { keep, restore, paths } = createRestoreWorld();
    await keep('a.jpg', '1', { albums: ['Caf\u00e9', 'Rome'] });
    await keep('b.jpg', '2', { albums: ['Rome'] });
    await keep('c.jpg', '3');
    expect(await restore(['Cafe\u0301'])).toMatchObject({ wantedCount: 1, restoredCount: 1 });
    expect(paths()).toEqual(['Caf\u00e9/a.jpg']);
  });

  it('[V3] goes on within a file that breaks off, as often as it gets ahead', async () => {
    const { remote, keep, restore, bytesAt } = createRestoreWorld();
    await keep('film.mp4', '1', { sizeBytes: 100_000 });
    for (let time = 0; time < 12; time += 1) {
      remote.inject({ method: 'read', times: 1, fault: { kind: 'cut-after-bytes', bytes: 8_192 } });
    }
    const report = await restore();
    expect(report).toMatchObject({ restoredCount: 1, failedCount: 0, receivedBytes: 100_000 });
    expect(bytesAt('2019/07/film.mp4')).toEqual(bytesOf('1', 100_000));
  });

  it('[V3] refuses wrong bytes, and brings the others home', async () => {
    const { remote, target, keep, restore, paths } = createRestoreWorld();
    const wrong = await keep('wrong.jpg', '1');
    await keep('right.jpg', '2');
    const originals: RestoreDeps['originals'] = {
      list: (cursor, signal) => remote.originals.list(cursor, signal),
      read: (id, fromByte, signal) =>
        id === wrong ? wrongBytes() : remote.originals.read(id, fromByte, signal),
    };
    const report = await restore([], { originals });
    expect(report).toMatchObject({ wantedCount: 2, restoredCount: 1, failedCount: 1 });
    expect(report.failures[0]).toMatchObject({
      original: { fileName: 'wrong.jpg' },
      reason: { kind: 'error', code: 'checksum-mismatch' },
    });
    expect(paths()).toEqual(['2019/07/right.jpg']);
    expect(target.sweptCount).toBe(0);
  });

  it('[V3] counts what was deleted on the server meanwhile apart from what failed', async () => {
    const { remote, target, keep, restore } = createRestoreWorld();
    await keep('a.jpg', '1');
    const gone = await keep('b.jpg', '2');
    const originals: RestoreDeps['originals'] = {
      list: async (cursor, signal) => {
        const page = await remote.originals.list(cursor, signal);
        remote.remove(gone);
        return page;
      },
      read: (id, fromByte, signal) => remote.originals.read(id, fromByte, signal),
    };
    const report = await restore([], { originals });
    expect(report).toMatchObject({ wantedCount: 2, restoredCount: 1, goneCount: 1, failedCount: 0 });
    expect(target.files.size).toBe(1);
    expect(target.sweptCount).toBe(0);
  });

  it('[V3] counts what the server withholds, of what is wanted alone', async () => {
    const { remote, keep, restore } = createRestoreWorld();
    await keep('a.jpg', '1');
    remote.originals.withheld.add(await keep('locked.jpg', '2', { albums: ['Rome'] }));
    remote.originals.withheld.add(await keep('locked too.jpg', '3'));
    const all = await restore();
    expect(all).toMatchObject({ wantedCount: 1, restoredCount: 1, withheldCount: 2 });
    expectToAddUp(all);
    expect(await restore(['Rome'])).toMatchObject({ wantedCount: 0, withheldCount: 1 });
    expect(await restore(['Sea'])).toMatchObject({ wantedCount: 0, withheldCount: 0 });
  });

  it('[V3] looks for another name when somebody takes one meanwhile, and gives up when all are taken', async () => {
    const { target, keep, restore, paths, bytesAt } = createRestoreWorld();
    await keep('a.jpg', '1');
    target.beforeKeep = (path) => {
      if (path === '2019/07/a.jpg') target.put(path, bytesOf('another', 10));
    };
    expect(await restore()).toMatchObject({ restoredCount: 1, receivedFileCount: 1 });
    expect(paths()).toHaveLength(2);
    expect(bytesAt('2019/07/a.jpg')).toEqual(bytesOf('another', 10));

    const stubborn = createRestoreWorld();
    await stubborn.keep('a.jpg', '1');
    stubborn.target.beforeKeep = (path) => stubborn.target.put(path, bytesOf(path, 10));
    const report = await stubborn.restore();
    expect(report).toMatchObject({ failedCount: 1, failures: [{ reason: { kind: 'no-name' } }] });
    expectToAddUp(report);
  });

  it('[V3] counts what it wrote into one folder also when there is no name for it in the next', async () => {
    const { target, keep, restore } = createRestoreWorld();
    await keep('a.jpg', '1', { albums: ['Rome', 'Sea'] });
    target.beforeKeep = (path) => {
      if (path.startsWith('Sea/')) target.put(path, bytesOf(path, 10));
    };
    const report = await restore();
    expect(report).toMatchObject({ failedCount: 1, receivedFileCount: 1, repeatedFileCount: 0 });
    expectToAddUp(report);
  });

  it('[V3] stops when told to, or when the server is gone for long, and the next one goes on', async () => {
    const { remote, signal, target, keep, restore } = createRestoreWorld();
    for (let seed = 1; seed <= 20; seed += 1) await keep(`${seed}.jpg`, `${seed}`);
    target.beforeKeep = () => {
      remote.isOffline = target.files.size > 1;
    };
    expect(await restore()).toMatchObject({ outcome: { kind: 'stopped', code: 'network' } });
    const thereCount = target.files.size;
    expect(thereCount).toBeGreaterThan(0);
    expect(thereCount).toBeLessThan(20);
    remote.isOffline = false;
    target.beforeKeep = () => {
      if (target.files.size > thereCount) signal.cancel();
    };
    expect((await restore()).outcome).toEqual({ kind: 'cancelled' });
    expect(target.hiddenCount).toBe(0);
  });

  it('[V3] takes what it counted for all only when the server has named everything', async () => {
    const worldOfFive = async (): Promise<ReturnType<typeof createRestoreWorld>> => {
      const world = createRestoreWorld();
      for (let seed = 1; seed <= 5; seed += 1) await world.keep(`${seed}.jpg`, `${seed}`);
      world.remote.originals.pageSize = 2;
      return world;
    };
    const whole = await worldOfFive();
    expect(await whole.restore()).toMatchObject({ wantedCount: 5, isAllCounted: true });
    const { target, signal, restore } = await worldOfFive();
    target.beforeKeep = () => signal.cancel();
    expect(await restore()).toMatchObject({
      outcome: { kind: 'cancelled' },
      wantedCount: 2,
      isAllCounted: false,
    });
  });
});

async function* wrongBytes(): AsyncGenerator<Uint8Array> {
  await Promise.resolve();
  yield bytesOf('something else', 5_000);
}
