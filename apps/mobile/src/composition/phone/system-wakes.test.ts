import { contentOf } from '@keepsake/testkit';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { registerBackgroundRuns } from '../../../modules/backup-native/src/index.ts';
import { FakeRunSystem } from '../../../simulated/native/fake-runs.ts';
import { openSignedInDevice } from '../../../simulated/native/open-fake-device.ts';
import { openPhoneProcess } from './phone-process.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A phone whose person has begun, and closed the app: only the system starts it from now on, with its whole bundle. */
async function openClosed(platform: 'android' | 'ios') {
  const device = await openSignedInDevice(platform);
  closing.push(() => device.close());
  const system = new FakeRunSystem({
    platform,
    conditions: () => device.conditions.current(),
    startApp: (calls) => {
      const modules = device.openModules();
      const { addListener } = modules.native;
      const native = {
        ...modules.native,
        ...calls,
        addListener: ((name, listener) => {
          const listeners = [addListener(name, listener), calls.addListener(name, listener)];
          return { remove: () => listeners.forEach((each) => each.remove()) };
        }) as typeof addListener,
      };
      let isAlive = true;
      const process = openPhoneProcess({ ...modules, native });
      registerBackgroundRuns({
        native: {
          takeRuns: native.takeRuns,
          addListener: native.addListener,
          finishRun: async (...how) => (isAlive ? native.finishRun(...how) : undefined),
        },
        registerHeadlessTask: () => undefined,
        perform: (run, expiring) => process.perform(run, expiring),
      });
      return { kill: () => void (isAlive = false) };
    },
  });
  // What the app asked of the system before it was closed.
  const asked = device.schedules.at(-1);
  if (asked !== undefined) await system.calls.scheduleRuns(asked);
  let count = 0;
  return {
    ...device,
    system,
    takePhoto: () => {
      device.take(`IMG_${(count += 1)}.jpg`);
      system.change();
    },
    keptCount: () => [...device.server.photos.assets.keys()].length,
    /** Waits until the run that goes on is over. */
    settle: () =>
      vi.waitFor(() => expect(system.runs.every(({ end }) => end !== undefined)).toBe(true), {
        timeout: 10_000,
      }),
  };
}

describe('Android starts a backup of an app that is closed', () => {
  it('[B3][B8] five seconds after a photo, and once for many', async () => {
    const { system, takePhoto, settle, keptCount } = await openClosed('android');
    takePhoto();
    await system.pass(4 * SECOND_MS);
    expect(system.runs).toEqual([]);
    for (let more = 0; more < 3; more += 1) {
      takePhoto();
      await system.pass(4 * SECOND_MS);
    }
    expect(system.runs).toEqual([]);
    await system.pass(SECOND_MS);
    await settle();
    expect(system.runs.map(({ run, end }) => [run.reason, end])).toEqual([['library-changed', 'done']]);
    expect(keptCount()).toBe(4);
    await system.pass(5 * HOUR_MS);
    expect(system.runs).toHaveLength(1);
  });

  it('[A8][B8] after an edit in place, of which no listener of an app that is there is told', async () => {
    const { system, takePhoto, settle, keptCount, world } = await openClosed('android');
    takePhoto();
    await system.pass(5 * SECOND_MS);
    await settle();
    // The app lives on from here.
    world.phone.bell.telling = 'never';
    const content = contentOf(new TextEncoder().encode('brighter'));
    world.phone.edit(world.phone.assets[0]!, 'original', content, false);
    system.change();
    await system.pass(5 * SECOND_MS);
    await settle();
    expect([system.runs.map(({ run }) => run.reason), keptCount()]).toEqual([
      ['library-changed', 'library-changed'],
      2,
    ]);
  });

  it('[B3][B8] fifty seconds after the first of photos that do not end', async () => {
    const { system, takePhoto, settle } = await openClosed('android');
    for (let second = 0; second < 49; second += 3) {
      takePhoto();
      await system.pass(3 * SECOND_MS);
    }
    expect(system.runs.map(({ atMs }) => atMs)).toEqual([50 * SECOND_MS]);
    await settle();
  });

  it('[B8][N1][N3] when Wi-Fi or power is there, without a new photo', async () => {
    const { system, takePhoto, settle, conditions, keptCount, phone, schedules } =
      await openClosed('android');
    await phone.ports.controller.changeSettings({ requireCharging: true });
    await system.calls.scheduleRuns(schedules.at(-1)!);
    conditions.change({ network: 'metered', isCharging: true });
    takePhoto();
    await system.pass(HOUR_MS);
    conditions.change({ network: 'unmetered', isCharging: false });
    await system.pass(HOUR_MS);
    expect(system.runs).toEqual([]);
    conditions.change({ isCharging: true });
    await system.pass(SECOND_MS);
    await settle();
    expect([system.runs.length, keptCount()]).toEqual([1, 1]);
  });

  it('[B8][N3] again, when Wi-Fi was lost in the middle of a run and is back', async () => {
    const { system, takePhoto, settle, conditions, transfers, keptCount } = await openClosed('android');
    const release = transfers.hold();
    takePhoto();
    await system.pass(5 * SECOND_MS);
    await vi.waitFor(() => expect(transfers.requests).toHaveLength(1));
    conditions.change({ network: 'metered' });
    await settle();
    expect([system.runs.at(-1)?.end, keptCount()]).toEqual(['retry-unmetered', 0]);
    await system.pass(2 * HOUR_MS);
    expect(system.runs).toHaveLength(1);
    release();
    conditions.change({ network: 'unmetered' });
    await system.pass(SECOND_MS);
    await settle();
    expect([system.runs.at(-1)?.end, keptCount()]).toEqual(['done', 1]);
  });

  it('[B8][N2][N3] for the videos that wait for Wi-Fi when there is some, and not before, while photos go over mobile data', async () => {
    const { system, take, takePhoto, settle, conditions, keptCount, phone, schedules } =
      await openClosed('android');
    await phone.ports.controller.changeSettings({
      requireUnmetered: false,
      useCellularForUploadPhotos: true,
    });
    await system.calls.scheduleRuns(schedules.at(-1)!);
    await system.pass(SECOND_MS);
    await settle();
    system.runs.splice(0);
    conditions.change({ network: 'metered' });
    take('film.mov');
    takePhoto();
    await system.pass(5 * SECOND_MS);
    await settle();
    expect([system.runs.map(({ end }) => end), keptCount()]).toEqual([['retry-unmetered'], 1]);
    // Nothing is woken in vain, and a new photo does not wait for Wi-Fi with the film.
    await system.pass(5 * HOUR_MS);
    expect(system.runs).toHaveLength(1);
    takePhoto();
    await system.pass(5 * SECOND_MS);
    await settle();
    expect([system.runs.length, keptCount()]).toEqual([2, 2]);
    conditions.change({ network: 'unmetered' });
    await system.pass(SECOND_MS);
    await settle();
    expect([system.runs.map(({ end }) => end), keptCount()]).toEqual([
      ['retry-unmetered', 'retry-unmetered', 'done'],
      3,
    ]);
    await system.pass(30 * MINUTE_MS);
    expect(system.runs).toHaveLength(3);
  });

  it('[B8][N3] with growing pauses, where a network costs nothing and may not be used all the same', async () => {
    const { system, take, settle, conditions, keptCount, phone, schedules } = await openClosed('android');
    await phone.ports.controller.changeSettings({
      requireUnmetered: false,
      useCellularForUploadPhotos: true,
    });
    await system.calls.scheduleRuns(schedules.at(-1)!);
    await system.pass(SECOND_MS);
    await settle();
    system.runs.splice(0);
    conditions.change({ isLowData: true });
    take('film.mov');
    system.change();
    for (const passedMs of [5 * SECOND_MS, SECOND_MS, MINUTE_MS, 2 * MINUTE_MS]) {
      await system.pass(passedMs);
      await settle();
    }
    // By its trigger, for the network that it is told of, and twice again.
    expect(system.runs.map(({ atMs }) => atMs / SECOND_MS)).toEqual([6, 7, 67, 187]);
    expect(keptCount()).toBe(0);
  });

  it('[B4][N5] for what goes on, over the network over which it was begun', async () => {
    const { system, take, settle, conditions, keptCount, phone } = await openClosed('android');
    conditions.change({ network: 'metered', isCharging: false });
    take('a.jpg');
    await system.calls.requestRun();
    await system.pass(SECOND_MS);
    await settle();
    expect([system.runs.map(({ run, end }) => [run.reason, end]), keptCount()]).toEqual([
      [['requested', 'retry-unmetered']],
      0,
    ]);
    // Afterwards the schedule holds again.
    await system.pass(HOUR_MS);
    expect(system.runs).toHaveLength(1);
    conditions.change({ network: 'unmetered' });
    await system.pass(SECOND_MS);
    await settle();
    expect([system.runs.length, keptCount()]).toEqual([2, 1]);
    expect(phone.host.isActive).toBe(false);
  });

  it('[B4][B8] again, when the process was killed in the middle, and loses no time over its lock', async () => {
    const { system, takePhoto, settle, transfers, keptCount } = await openClosed('android');
    const release = transfers.hold();
    takePhoto();
    await system.pass(5 * SECOND_MS);
    await vi.waitFor(() => expect(transfers.requests).toHaveLength(1));
    system.kill();
    release();
    system.runs.splice(0);
    await system.pass(MINUTE_MS);
    await settle();
    expect([system.runs.map(({ end }) => end), keptCount()]).toEqual([['done'], 1]);
  });

  it('[B3][B8] every six hours, whatever it noticed, and never once the person wants none', async () => {
    const { system, settle, take, keptCount, phone, schedules } = await openClosed('android');
    take('unnoticed.jpg');
    await system.pass(6 * HOUR_MS);
    await settle();
    expect(system.runs.map(({ run }) => run.reason)).toEqual(['periodic']);
    expect(keptCount()).toBe(1);
    await phone.ports.controller.changeSettings({ backgroundBackup: false });
    expect(schedules.at(-1)).toBeUndefined();
    await system.calls.unscheduleRuns();
    await system.pass(24 * HOUR_MS);
    expect(system.runs).toHaveLength(1);
  });

  it('[B8] asks the person to be spared from battery optimisation, when they begin', async () => {
    const { asked } = await openClosed('android');
    expect(asked).toEqual(['notifications', 'battery']);
  });
});

describe('iOS starts a backup of an app that is closed', () => {
  it.each(['refresh', 'processing'] as const)('[B9] by its %s task', async (task) => {
    const { system, takePhoto, settle, keptCount, transfers } = await openClosed('ios');
    takePhoto();
    await system.pass(HOUR_MS);
    expect(system.runs).toEqual([]);
    expect(system.grant(task)).toBe(true);
    await settle();
    expect(system.runs.map(({ run, end }) => [run.reason, end])).toEqual([[task, 'done']]);
    expect(keptCount()).toBe(1);
    // Not when iOS thinks fit, but while the task goes on.
    expect(transfers.requests.map(({ lifetime }) => lifetime)).toEqual(['now']);
  });

  it('[B9][B4] and ends it: what is being sent arrives, and is not sent a second time', async () => {
    const { system, take, settle, transfers, keptCount } = await openClosed('ios');
    const release = transfers.hold();
    // More than is sure to be through in twenty seconds.
    take('large.jpg', [], 5_300_000);
    system.grant('refresh');
    await vi.waitFor(() => expect(transfers.requests).toHaveLength(1), { timeout: 10_000 });
    expect(transfers.requests[0]?.lifetime).toBe('surviving');
    system.expire();
    await settle();
    expect(system.runs.at(-1)?.end).toBe('retry-soon');
    system.kill();
    release();
    system.grant('processing');
    await settle();
    expect(system.runs.at(-1)?.end).toBe('done');
    expect([transfers.requests.length, keptCount()]).toEqual([1, 1]);
  });

  it('[B9][B4] and is handed a film that no refresh has the time for', async () => {
    const { system, settle, transfers, world } = await openClosed('ios');
    const release = transfers.hold();
    world.phone.addPhoto({
      fileName: 'film.mov',
      content: contentOf(new Uint8Array(40 * 1024 * 1024)),
      createdAtMs: Date.UTC(2026, 0, 2),
      albums: [],
    });
    system.grant('refresh');
    await vi.waitFor(() => expect(transfers.requests).toHaveLength(1), { timeout: 10_000 });
    expect(transfers.requests[0]?.lifetime).toBe('surviving');
    system.expire();
    await settle();
    expect(system.runs.at(-1)?.end).toBe('retry-soon');
    release();
  });

  it('[B9][N1] the long one while it charges, where the person wants that, and none where they want none', async () => {
    const { system, conditions, phone, schedules } = await openClosed('ios');
    await phone.ports.controller.changeSettings({ requireCharging: true });
    await system.calls.scheduleRuns(schedules.at(-1)!);
    conditions.change({ isCharging: false });
    expect(system.grant('processing')).toBe(false);
    await phone.ports.controller.changeSettings({ backgroundBackup: false });
    expect(schedules.at(-1)).toBeUndefined();
    await system.calls.unscheduleRuns();
    expect(system.grant('refresh')).toBe(false);
  });
});
