import { afterEach, describe, expect, it } from 'vitest';
import type { LeaseStore } from '@keepsake/engine';
import { openFakeExpoSqlite } from '@keepsake/testkit';
import { perform, runOf } from '../../../simulated/native/granted-run.ts';
import { openSignedInDevice } from '../../../simulated/native/open-fake-device.ts';
import { openPhoneDatabases } from '../../device/ledger/phone-databases.ts';

const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function signedIn(flavour?: 'android' | 'ios') {
  const device = await openSignedInDevice(flavour);
  closing.push(() => device.close());
  return device;
}

/** A person has begun a backup, whose first photo is on its way until `release` is called. */
async function begun(flavour: 'android' | 'ios') {
  const device = await signedIn(flavour);
  const release = device.transfers.hold();
  device.take('a.jpg');
  const asked = device.phone.ports.controller.start();
  await expect.poll(() => device.transfers.requests).toHaveLength(1);
  return { ...device, release, asked };
}

const isSettled = async (promise: Promise<unknown>): Promise<boolean> => {
  const pause = new Promise((resolve) => void setTimeout(() => resolve('open'), 60));
  return (await Promise.race([promise, pause])) !== 'open';
};

describe.each(['android', 'ios'] as const)('a run that the system grants (%s)', (flavour) => {
  it('[B4] keeps the process awake for a backup that a person began and left', async () => {
    const { phone, release, asked, shown, server } = await begun(flavour);
    const run = perform(phone, runOf({ hasNotification: true }));
    expect(await isSettled(run)).toBe(false);
    expect(shown).toContain('Uploading 0/1 photos…');
    release();
    expect(await asked).toEqual({ kind: 'completed' });
    expect(await run).toBe('done');
    expect([...server.photos.assets.keys()]).toHaveLength(1);
  });

  it('[B2][B4] comes to its end with its time, and what the person began goes on', async () => {
    const { phone, release, asked } = await begun(flavour);
    const expiring = new AbortController();
    const run = perform(phone, runOf(), expiring.signal);
    const short = perform(phone, runOf({ runId: 'r2', budgetMs: 20 }));
    expect(await short).toBe('retry-soon');
    expiring.abort();
    expect(await run).toBe('retry-soon');
    release();
    expect(await asked).toEqual({ kind: 'completed' });
  });

  it('[B4] ends no other run with its time, for which it only waits', async () => {
    const { phone, take, transfers, server } = await signedIn(flavour);
    take('a.jpg');
    const release = transfers.hold();
    const run = perform(phone);
    await expect.poll(() => transfers.requests).toHaveLength(1);
    const expiring = new AbortController();
    const waiting = perform(phone, runOf({ runId: 'r2' }), expiring.signal);
    expect(await isSettled(waiting)).toBe(false);
    expiring.abort();
    expect(await waiting).toBe('retry-soon');
    expect(await isSettled(run)).toBe(false);
    release();
    expect([await run, server.photos.assets.size]).toEqual(['done', 1]);
  });

  it('[N3] is not spent on a backup that a person began, and that waits for Wi-Fi', async () => {
    const { phone, release, asked, conditions, server } = await begun(flavour);
    const run = perform(phone);
    // Wi-Fi that is back soon ends nothing.
    conditions.change({ network: 'metered' });
    expect(await isSettled(run)).toBe(false);
    conditions.change({ network: 'unmetered' });
    expect(await isSettled(run)).toBe(false);
    conditions.change({ network: 'metered' });
    expect(await run).toBe('retry-unmetered');
    release();
    conditions.change({ network: 'unmetered' });
    expect(await asked).toEqual({ kind: 'completed' });
    expect([...server.photos.assets.keys()]).toHaveLength(1);
  });

  it('[U7] begins nothing after a backup that the person stopped', async () => {
    const { phone, take, asked, transfers } = await begun(flavour);
    const run = perform(phone);
    take('b.jpg');
    phone.ports.controller.cancel();
    expect(await asked).toEqual({ kind: 'cancelled' });
    expect(await run).toBe('done');
    expect(transfers.requests).toHaveLength(1);
  });

  it('[B3] sends nothing while the person has paused, and keeps awake what else they began', async () => {
    const { phone, take, asked, transfers, release } = await begun(flavour);
    const { controller } = phone.ports;
    controller.cancel();
    expect(await asked).toEqual({ kind: 'cancelled' });
    take('b.jpg');
    expect(await perform(phone)).toBe('done');
    // They come back to the app, and leave it while it verifies.
    const verified = controller.verify({ isDeep: false });
    expect(await perform(phone, runOf({ runId: 'r2' }))).toBe('done');
    expect((await verified).outcome).toEqual({ kind: 'completed' });
    expect([transfers.requests.length, controller.snapshot().isPaused]).toEqual([1, true]);
    release();
    expect(await controller.start()).toEqual({ kind: 'completed' });
    expect(controller.snapshot().isPaused).toBe(false);
  });

  it('[B4] backs up after the look of a person that was under way', async () => {
    const { phone, take, server } = await signedIn(flavour);
    take('a.jpg');
    const looked = phone.ports.controller.scan();
    expect(await perform(phone)).toBe('done');
    expect(await looked).toEqual({ kind: 'completed' });
    expect([...server.photos.assets.keys()]).toHaveLength(1);
  });

  it('[B4] begins nothing when its time ends before the phone is open', async () => {
    const { openProcess, take, transfers, secrets } = await signedIn(flavour);
    take('a.jpg');
    const expiring = new AbortController();
    const get = secrets.items.get.bind(secrets.items);
    secrets.items.get = (key) => {
      expiring.abort();
      return get(key);
    };
    expect(await perform(openProcess(), runOf(), expiring.signal)).toBe('retry-soon');
    expect(transfers.requests).toEqual([]);
  });

  it('[B2] is not held up by the lock of a process that is dead', async () => {
    const { openProcess, take, server, folder } = await signedIn(flavour);
    take('a.jpg');
    await leaveLease(folder);
    const atMs = Date.now();
    expect(await perform(openProcess(), runOf({ budgetMs: 20_000 }))).toBe('done');
    expect(Date.now() - atMs).toBeLessThan(5_000);
    expect([...server.photos.assets.keys()]).toHaveLength(1);
  });

  it('[B4] goes on where its time was too short for all photos, and asks for patience where it was too short for one', async () => {
    const { phone, take, transfers, server } = await signedIn(flavour);
    await phone.ports.controller.changeSettings({ parallelUploads: 1 });
    for (const name of ['a.jpg', 'b.jpg']) take(name);
    const release = transfers.hold();
    const first = new AbortController();
    const run = perform(phone, runOf(), first.signal);
    await expect.poll(() => transfers.requests).toHaveLength(1);
    transfers.hold();
    release();
    await expect.poll(() => transfers.requests).toHaveLength(2);
    first.abort();
    expect([await run, server.photos.assets.size]).toEqual(['go-on', 1]);
    const second = new AbortController();
    const again = perform(phone, runOf(), second.signal);
    await expect.poll(() => phone.ports.controller.snapshot().activity.kind).toBe('uploading');
    second.abort();
    expect([await again, server.photos.assets.size]).toEqual(['retry-soon', 1]);
  });

  it('[N3] is owed while the server is away, and something else answers for it', async () => {
    const { phone, take, server } = await signedIn(flavour);
    take('a.jpg');
    server.isAway = true;
    expect(await perform(phone)).toBe('retry-soon');
    server.isAway = false;
    expect(await perform(phone)).toBe('done');
    expect(server.photos.assets.size).toBe(1);
  });

  it('[N3] is owed while the photo library does not answer, and something else answers for it', async () => {
    const { phone, take, server, world } = await signedIn(flavour);
    take('a.jpg');
    world.phone.setCard('library-unavailable');
    expect(await perform(phone)).toBe('retry-soon');
    world.phone.setCard('there');
    expect(await perform(phone)).toBe('done');
    expect(server.photos.assets.size).toBe(1);
  });

  it('[N3] is owed while Wi-Fi or power is missing', async () => {
    const { phone, take, conditions } = await signedIn(flavour);
    take('a.jpg');
    conditions.change({ network: 'metered' });
    expect(await perform(phone)).toBe('retry-unmetered');
    await phone.ports.controller.changeSettings({ requireCharging: true });
    conditions.change({ network: 'unmetered', isCharging: false });
    expect(await perform(phone)).toBe('retry-soon');
    conditions.change({ isCharging: true });
    expect(await perform(phone)).toBe('done');
  });

  it('[N3] is owed while the battery is low', async () => {
    const { phone } = await signedIn(flavour);
    const { readConditions } = phone.native;
    phone.native.readConditions = () => ({ ...readConditions(), isCharging: false, batteryLevel: 0.1 });
    expect(await perform(phone)).toBe('retry-soon');
    expect(await perform(phone, runOf({ reason: 'requested' }))).toBe('done');
  });
});

/** What a process that was killed in the middle of a run leaves behind. */
async function leaveLease(folder: string): Promise<void> {
  const leases: LeaseStore & { close(): Promise<void> } = await openPhoneDatabases({
    sqlite: { openDatabaseAsync: async (name, _options, at = '') => openFakeExpoSqlite(`${at}/${name}`) },
    files: { exists: notUsed, rename: notUsed, remove: notUsed, mark: notUsed },
    folder,
    nowMs: () => 0,
  }).openLeases();
  await leases.replace(undefined, { owner: 'dead', kind: 'foreground', revision: 7, isWanted: false });
  await leases.close();
}

const notUsed = (): never => {
  throw new Error('a lease needs no file');
};
