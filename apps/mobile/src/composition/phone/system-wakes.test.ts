import { contentOf } from '@keepsake/testkit';
import { afterEach, describe, expect, it } from 'vitest';
import { openClosedPhone } from '../../../simulated/native/open-closed-phone.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function openClosed(platform: 'android' | 'ios') {
  const phone = await openClosedPhone(platform);
  closing.push(() => phone.close());
  return phone;
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

  it('[B4][B8] again, when the process was killed in the middle, and loses no time over its lock', async () => {
    const { system, takePhoto, settle, transfers, keptCount } = await openClosed('android');
    const release = transfers.hold();
    takePhoto();
    await system.pass(5 * SECOND_MS);
    await expect.poll(() => transfers.requests).toHaveLength(1);
    system.kill();
    release();
    system.runs.splice(0);
    await system.pass(MINUTE_MS);
    await settle();
    expect([system.runs.map(({ end }) => end), keptCount()]).toEqual([['done'], 1]);
  });

  it('[B3][B8] for a new photo, however long the pause after runs that came to nothing', async () => {
    const { system, takePhoto, settle, keptCount, secrets } = await openClosed('android');
    secrets.isLocked = true;
    takePhoto();
    for (const passedMs of [5 * SECOND_MS, MINUTE_MS, 2 * MINUTE_MS, 4 * MINUTE_MS]) {
      await system.pass(passedMs);
      await settle();
    }
    expect(system.runs.map(({ end }) => end)).toEqual(Array.from({ length: 4 }, () => 'retry-soon'));
    secrets.isLocked = false;
    takePhoto();
    await system.pass(5 * SECOND_MS);
    await settle();
    expect([system.runs.length, keptCount()]).toEqual([5, 2]);
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
    await expect.poll(() => transfers.requests).toHaveLength(1);
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
    await expect.poll(() => transfers.requests).toHaveLength(1);
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
