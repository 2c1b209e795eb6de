import { afterEach, describe, expect, it } from 'vitest';
import { openClosedPhone } from '../../../simulated/native/open-closed-phone.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function openClosed() {
  const phone = await openClosedPhone('android');
  closing.push(() => phone.close());
  return {
    ...phone,
    async letPhotosGoOverMobileData() {
      const { system, schedules, settle } = phone;
      const { controller } = phone.phone.ports;
      await controller.changeSettings({ requireUnmetered: false, useCellularForUploadPhotos: true });
      await system.calls.scheduleRuns(schedules.at(-1)!);
      await system.pass(SECOND_MS);
      await settle();
      system.runs.splice(0);
    },
  };
}

describe('Android starts a backup of an app that is closed', () => {
  it('[B8][N1][N3] when Wi-Fi or power is there, without a new photo', async () => {
    const { system, takePhoto, settle, conditions, keptCount, phone, schedules } = await openClosed();
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
    const { system, takePhoto, settle, conditions, transfers, keptCount } = await openClosed();
    const release = transfers.hold();
    takePhoto();
    await system.pass(5 * SECOND_MS);
    await expect.poll(() => transfers.requests).toHaveLength(1);
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
    const { system, take, takePhoto, settle, conditions, keptCount, letPhotosGoOverMobileData } =
      await openClosed();
    await letPhotosGoOverMobileData();
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
    const { system, take, settle, conditions, keptCount, letPhotosGoOverMobileData } = await openClosed();
    await letPhotosGoOverMobileData();
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
    const { system, take, settle, conditions, keptCount, phone } = await openClosed();
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
});
