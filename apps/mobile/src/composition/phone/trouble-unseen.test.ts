import { mkdir, readdir, rename, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { perform } from '../../../simulated/native/granted-run.ts';
import { openPhoneProcess } from './phone-process.ts';
import { openSignedInDevice } from '../../../simulated/native/open-fake-device.ts';

const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function signedIn(flavour: 'android' | 'ios') {
  const device = await openSignedInDevice(flavour);
  closing.push(() => device.close());
  const [ledger] = (await readdir(device.folder)).filter((name) => /^ledger-.*\.sqlite$/.test(name));
  const place = join(device.folder, ledger!);
  return {
    ...device,
    told: () => device.shown.filter((title) => title === 'The backup stopped'),
    /** Puts a folder in the place of the ledger. */
    async block() {
      await rename(place, `${place}.aside`);
      await mkdir(place);
    },
    async unblock() {
      await rmdir(place);
      await rename(`${place}.aside`, place);
    },
  };
}

it.each(['android', 'ios'] as const)(
  '[E5] tells whoever is not looking, once, that the records do not open in the background, and again when it comes back (%s)',
  async (flavour) => {
    const { openProcess, block, unblock, told, take, server } = await signedIn(flavour);
    take('a.jpg');
    await block();
    const first = openProcess();
    expect(await perform(first)).toBe('retry-soon');
    expect(told()).toHaveLength(1);
    // The system comes back by itself, in this process and in others.
    expect(await perform(first)).toBe('retry-soon');
    expect(await perform(openProcess())).toBe('retry-soon');
    expect(told()).toHaveLength(1);
    await unblock();
    expect([await perform(openProcess()), server.photos.assets.size]).toEqual(['done', 1]);
    await block();
    expect(await perform(openProcess())).toBe('retry-soon');
    expect(told()).toHaveLength(2);
    await unblock();
  },
);

it('[E5] tells nobody of a phone that was not unlocked since its start: that passes by itself', async () => {
  const { openProcess, secrets, told } = await signedIn('ios');
  const next = openProcess();
  secrets.isLocked = true;
  expect(await perform(next)).toBe('retry-soon');
  expect(told()).toEqual([]);
  secrets.isLocked = false;
});

it.each([
  ['is not there to take what is asked of it', 'android'],
  ['takes it, and does nothing where the person restricted the app’s use of the battery', 'android'],
  ['takes it, and does nothing where the person switched the background refresh off', 'ios'],
] as const)(
  '[B3] says of backups in the background that the system does not wake the app for them, until it does: it %s (%s)',
  async (how, flavour) => {
    const device = await signedIn(flavour);
    const modules = device.openModules();
    let isTaken = false;
    const { scheduleRuns } = modules.native;
    const isRefused = how.startsWith('is not there');
    modules.native.mayRunInBackground = async () => isRefused || isTaken;
    modules.native.scheduleRuns = async (schedule) => {
      if (isRefused && !isTaken) throw new Error('WorkManager is not there');
      await scheduleRuns(schedule);
    };
    const ports = openPhoneProcess(modules).openPorts();
    closing.push(() => ports.account.signOut({ forgetsLedger: false }));
    const { isWoken } = ports.device;
    expect(isWoken.current()).toBe(true);
    device.turnScreen('active');
    await expect.poll(() => isWoken.current()).toBe(false);
    await ports.controller.changeSettings({ backgroundBackup: false });
    expect(isWoken.current()).toBe(true);
    await ports.controller.changeSettings({ backgroundBackup: true });
    expect(isWoken.current()).toBe(false);
    // In the system's settings the person made it possible.
    isTaken = true;
    device.turnScreen('background');
    device.turnScreen('active');
    await expect.poll(() => isWoken.current()).toBe(true);
    expect(device.schedules.at(-1)).toBeDefined();
  },
);
