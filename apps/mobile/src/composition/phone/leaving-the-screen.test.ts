import { afterEach, describe, expect, it, vi } from 'vitest';
import { openSignedInDevice } from '../../../simulated/native/open-fake-device.ts';
import { openClosedPhone } from '../../../simulated/native/open-closed-phone.ts';

const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** A person looks on while the first photo is on its way, until `release` is called. */
async function openBegun({ sizeBytes = 0, leavingMs = 25_000 } = {}) {
  const phone = await openClosedPhone('ios');
  closing.push(() => phone.close());
  phone.system.leavingMs = leavingMs;
  const ports = await phone.openApp();
  closing.unshift(() => ports.account.signOut({ forgetsLedger: false }));
  const release = phone.transfers.hold();
  phone.take('a.jpg', [], sizeBytes);
  const asked = ports.controller.start();
  const isSending = (): void => expect(phone.transfers.requests).toHaveLength(1);
  await vi.waitFor(isSending, { timeout: 10_000 });
  const lifetimes = (): readonly string[] => phone.transfers.requests.map(({ lifetime }) => lifetime);
  const runs = () => phone.system.runs.map(({ run, end }) => [run.reason, end]);
  return { ...phone, ports, release, asked, lifetimes, runs };
}

describe('a person leaves the app of iOS in the middle of a backup', () => {
  it('[B4] and what is small is finished in the time that iOS grants, no longer than that takes', async () => {
    const { turnScreen, take, release, asked, settle, runs, lifetimes, keptCount } = await openBegun();
    for (const name of ['b.jpg', 'c.jpg', 'd.jpg', 'e.jpg', 'f.jpg', 'g.jpg']) take(name);
    turnScreen('background');
    await expect.poll(() => runs()).toEqual([['requested', undefined]]);
    release();
    expect(await asked).toEqual({ kind: 'completed' });
    await settle();
    expect([runs(), keptCount()]).toEqual([[['requested', 'done']], 7]);
    expect(new Set(lifetimes())).toEqual(new Set(['now']));
  });

  it('[B4] and what is large goes on by itself, and arrives once', async () => {
    const { turnScreen, release, asked, settle, runs, lifetimes, keptCount } = await openBegun({
      sizeBytes: 9 * 1024 * 1024,
      leavingMs: 50,
    });
    turnScreen('background');
    await settle();
    expect([runs(), lifetimes()]).toEqual([[['requested', 'retry-soon']], ['surviving']]);
    release();
    expect(await asked).toEqual({ kind: 'completed' });
    expect([lifetimes().length, keptCount()]).toEqual([1, 1]);
  });

  it('[B4] and what is small and slow goes on by itself when that time is over, before the app is frozen', async () => {
    const { turnScreen, release, asked, settle, runs, lifetimes, keptCount, server } = await openBegun({
      leavingMs: 50,
    });
    turnScreen('background');
    await settle();
    expect([runs(), lifetimes()]).toEqual([[['requested', 'retry-soon']], ['now', 'surviving']]);
    release();
    expect(await asked).toEqual({ kind: 'completed' });
    expect([keptCount(), server.photos.assets.size]).toEqual([1, 1]);
  });

  it('[B4] and is back before that time is over: nothing is begun anew', async () => {
    const { turnScreen, release, asked, settle, runs, lifetimes } = await openBegun({ leavingMs: 50 });
    turnScreen('background');
    turnScreen('active');
    await settle();
    expect([runs(), lifetimes()]).toEqual([[['requested', 'retry-soon']], ['now']]);
    release();
    expect(await asked).toEqual({ kind: 'completed' });
  });

  it('[B4] twice, and is granted time for each', async () => {
    const { turnScreen, release, asked, settle, runs, keptCount } = await openBegun();
    for (const state of ['background', 'active', 'background'] as const) turnScreen(state);
    await expect.poll(() => runs()).toHaveLength(2);
    release();
    expect(await asked).toEqual({ kind: 'completed' });
    await settle();
    expect([runs(), keptCount()]).toEqual([
      [
        ['requested', 'done'],
        ['requested', 'done'],
      ],
      1,
    ]);
  });

  it('[B4] and iOS ends that time when it likes', async () => {
    const { turnScreen, release, asked, system, settle, runs } = await openBegun();
    turnScreen('background');
    await expect.poll(() => runs()).toHaveLength(1);
    system.expire();
    await settle();
    expect(runs()).toEqual([['requested', 'retry-soon']]);
    release();
    expect(await asked).toEqual({ kind: 'completed' });
  });

  it('[B3] and is granted none where they want no backups in the background', async () => {
    const { turnScreen, release, asked, ports, system, runs } = await openBegun();
    await ports.controller.changeSettings({ backgroundBackup: false });
    expect(system.schedule).toBeUndefined();
    turnScreen('background');
    release();
    expect(await asked).toEqual({ kind: 'completed' });
    expect(runs()).toEqual([]);
  });
});

it('[B9] iOS draws the screens of an app that it starts for a backup: nobody leaves them', async () => {
  const phone = await openClosedPhone('ios');
  closing.push(() => phone.close());
  const { system, takePhoto, transfers, settle, keptCount } = phone;
  takePhoto();
  const release = transfers.hold();
  system.grant('refresh');
  await expect.poll(() => transfers.requests).toHaveLength(1);
  const { account } = phone.drawUnseen();
  closing.unshift(() => account.signOut({ forgetsLedger: false }));
  release();
  await settle();
  expect([system.runs.map(({ run }) => run.reason), keptCount()]).toEqual([['refresh'], 1]);
});

it.each(['android', 'ios'] as const)(
  '[B3] goes on at once with what came meanwhile, where the app left the screen and came back in the middle of its own backup (%s)',
  async (flavour) => {
    const device = await openSignedInDevice(flavour);
    closing.push(() => device.close());
    const { phone, world, take, transfers, server } = device;
    // The run that went on, and no news of the library, has to be followed.
    world.phone.bell.telling = 'never';
    const release = transfers.hold();
    take('a.jpg');
    phone.host.setActive(true);
    await expect.poll(() => transfers.requests).toHaveLength(1);
    take('b.jpg');
    phone.host.setActive(false);
    phone.host.setActive(true);
    release();
    await expect.poll(() => server.photos.assets.size).toBe(2);
  },
);
