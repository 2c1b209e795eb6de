import {
  createFakeClock,
  createGate,
  describeRunLockContract,
  FakeLeaseStore,
  silentLogger,
  type FakeClock,
} from '@keepsake/testkit';
import { describe, expect, it } from 'vitest';
import {
  CancelSource,
  createLeaseRunLock,
  type HeldRunLock,
  type LeaseStore,
  type RunKind,
  type RunLock,
} from '../index.ts';

let owners = 0;
const newOwner = (): string => `owner-${(owners += 1)}`;
const live = (): CancelSource => new CancelSource();

/** A device with a clock that moves by itself, and any number of processes on one store. */
function createDevice() {
  const clock = createFakeClock({ autoAdvance: true });
  const store = new FakeLeaseStore();
  return { clock, store, process: (own: Partial<Device> = {}) => lockOf({ clock, store, ...own }) };
}

interface Device {
  readonly clock: FakeClock;
  readonly store: LeaseStore;
}

const lockOf = ({ clock, store }: Device): RunLock =>
  createLeaseRunLock({ store, clock, logger: silentLogger, newOwner });

async function take(lock: RunLock, kind: RunKind): Promise<HeldRunLock | undefined> {
  const result = await lock.acquire(kind, live());
  return result.kind === 'acquired' ? result.lock : undefined;
}

/** A process that died: its heart beats no more. */
function deadClock(): FakeClock {
  return createFakeClock();
}

describeRunLockContract('the run lock of a lease', async () => {
  const clock = createFakeClock();
  const store = new FakeLeaseStore();
  return { openLock: () => lockOf({ clock, store }), pass: (durationMs) => clock.advance(durationMs) };
});

describe('the run lock of a lease', () => {
  it('[B2] keeps any two runs apart, and is free again when it is released', async () => {
    for (const [first, second] of [
      ['foreground', 'foreground'],
      ['foreground', 'background'],
      ['background', 'background'],
    ] as const) {
      const device = createDevice();
      const held = await take(device.process(), first);
      expect(held).toBeDefined();
      expect(await take(device.process(), second)).toBeUndefined();
      expect(held?.yielding.aborted).toBe(false);
      await held?.release();
      await held?.release();
      const next = await take(device.process(), second);
      expect(next).toBeDefined();
      await next?.release();
    }
  });

  it('[B2] makes a background run yield to the foreground, within two seconds', async () => {
    const device = createDevice();
    const background = (await take(device.process(), 'background'))!;
    background.yielding.addEventListener('abort', () => void background.release());
    const atMs = device.clock.now();
    const foreground = await take(device.process(), 'foreground');
    expect(foreground).toBeDefined();
    expect(background.yielding).toMatchObject({ aborted: true, reason: { why: 'yielding' } });
    expect(device.clock.now() - atMs).toBeLessThanOrEqual(2_000);
    await foreground?.release();
  });

  it('[B2] is taken over from a dead owner, after its expiry and not before', async () => {
    const device = createDevice();
    await take(device.process({ clock: deadClock() }), 'foreground');
    const atMs = device.clock.now();
    const heir = await take(device.process(), 'background');
    expect(heir).toBeDefined();
    expect(device.clock.now() - atMs).toBeGreaterThanOrEqual(15_000);
    expect(device.clock.now() - atMs).toBeLessThan(20_000);
    await heir?.release();
  });

  it('[B2] is not lost by a clock that jumps, in either direction', async () => {
    const device = createDevice();
    const held = (await take(device.process(), 'foreground'))!;
    for (const jumpMs of [86_400_000, -172_800_000]) {
      device.clock.set(device.clock.now() + jumpMs);
      expect(await take(device.process(), 'background')).toBeUndefined();
    }
    expect(held.yielding.aborted).toBe(false);
    await held.release();
  });

  it('[B2] tells an owner who slept through its expiry, and leaves the lease to the heir', async () => {
    const device = createDevice();
    const sleeper = deadClock();
    const held = (await take(device.process({ clock: sleeper }), 'foreground'))!;
    const heir = (await take(device.process(), 'foreground'))!;
    await sleeper.advance(1_000);
    expect(held.yielding.aborted).toBe(true);
    await held.release();
    expect(heir.yielding.aborted).toBe(false);
    expect(device.store.lease).toBeDefined();
    await heir.release();
  });

  it('[B2] is given up by an owner who cannot renew it, before anybody may take it', async () => {
    const device = createDevice();
    const broken = {
      isBroken: false,
      read: () => device.store.read(),
      replace: async (...args: Parameters<LeaseStore['replace']>) =>
        broken.isBroken ? false : device.store.replace(...args),
    };
    const held = (await take(device.process({ store: broken }), 'foreground'))!;
    broken.isBroken = true;
    const atMs = device.clock.now();
    const gaveWay = createGate();
    held.yielding.addEventListener('abort', () => void gaveWay.pass());
    await gaveWay.reached;
    expect(device.clock.now() - atMs).toBeLessThan(15_000);
  });

  it('[B2] goes to one of many who want it at once', async () => {
    const device = createDevice();
    const wanting = Array.from({ length: 8 }, (_, index) =>
      take(device.process(), index % 2 === 0 ? 'foreground' : 'background'),
    );
    const held = (await Promise.all(wanting)).filter((lock) => lock !== undefined);
    const holding = held.filter(({ yielding }) => !yielding.aborted);
    expect(holding).toHaveLength(1);
    for (const lock of held) await lock.release();
  });

  it('[U7] ends waiting when it is told to', async () => {
    const device = createDevice();
    const held = await take(device.process({ clock: deadClock() }), 'background');
    const source = live();
    const waiting = lockOf({ ...device, clock: deadClock() }).acquire('foreground', source);
    await Promise.resolve();
    source.cancel('enough');
    await expect(waiting).rejects.toBe('enough');
    await held?.release();
  });

  it('[B2] is given up also while the store hangs, before anybody may take it', async () => {
    const device = createDevice();
    let isHanging = false;
    const hanging: LeaseStore = {
      read: () => (isHanging ? new Promise(() => undefined) : device.store.read()),
      replace: (...args) => device.store.replace(...args),
    };
    const held = (await take(device.process({ store: hanging }), 'foreground'))!;
    isHanging = true;
    const heir = await take(device.process(), 'foreground');
    expect(heir).toBeDefined();
    expect(held.yielding.aborted).toBe(true);
    await heir?.release();
  });

  it('[B2] is asked for again when the owner wrote at the same moment', async () => {
    const device = createDevice();
    const background = (await take(device.process(), 'background'))!;
    background.yielding.addEventListener('abort', () => void background.release());
    let refusals = 1;
    const racing: LeaseStore = {
      read: () => device.store.read(),
      replace: async (...args) => ((refusals -= 1) >= 0 ? false : device.store.replace(...args)),
    };
    const foreground = await take(device.process({ store: racing }), 'foreground');
    expect(foreground).toBeDefined();
    await foreground?.release();
  });
});
