import { CancelSource, type HeldRunLock, type RunKind, type RunLock } from '@keepsake/engine';
import { afterEach, describe, expect, it } from 'vitest';

/** One lock of a device, and processes that want it. */
export interface RunLockWorld {
  /** Each call is another process. */
  openLock(): RunLock;
  /** Lets time pass, where it does not by itself. */
  pass(durationMs: number): Promise<void>;
  close?(): Promise<void>;
}

/** What every `RunLock` does. Each test has a world of its own. */
export function describeRunLockContract(name: string, openWorld: () => Promise<RunLockWorld>): void {
  describe(`${name} keeps the contract of RunLock:`, () => {
    const closing: (() => Promise<void> | undefined)[] = [];
    afterEach(async () => {
      for (const close of closing.splice(0).reverse()) await close();
    });
    const open = async () => {
      const world = await openWorld();
      closing.push(async () => world.close?.());
      /** What comes of it, however long that takes of the device's time. */
      const take = async (kind: RunKind): Promise<HeldRunLock | undefined> => {
        let isOver = false;
        const taking = world
          .openLock()
          .acquire(kind, new CancelSource())
          .finally(() => (isOver = true));
        for (let waitedMs = 0; !isOver && waitedMs < 60_000; waitedMs += 250) await world.pass(250);
        const result = await taking;
        if (result.kind === 'held-by-other') return undefined;
        closing.push(() => result.lock.release());
        return result.lock;
      };
      return { ...world, take };
    };

    it.each<[RunKind, RunKind]>([
      ['foreground', 'foreground'],
      ['foreground', 'background'],
      ['background', 'background'],
    ])(
      '[B2] keeps two runs apart (%s, then %s), and is free again when it is released',
      async (one, other) => {
        const { take } = await open();
        const held = await take(one);
        expect(held).toBeDefined();
        expect(await take(other)).toBeUndefined();
        expect(held?.yielding.aborted).toBe(false);
        await held?.release();
        await held?.release();
        expect(await take(other)).toBeDefined();
      },
    );

    it('[B2] has a background run give way to the foreground, which gives way to nobody', async () => {
      const { take } = await open();
      const background = (await take('background'))!;
      background.yielding.addEventListener('abort', () => void background.release());
      const foreground = await take('foreground');
      expect(foreground).toBeDefined();
      expect(background.yielding.reason).toMatchObject({ why: 'yielding' });
      expect(await take('background')).toBeUndefined();
      expect(foreground?.yielding.aborted).toBe(false);
    });

    it('[U7] throws the reason of a signal that was given, and takes nothing', async () => {
      const { openLock, take } = await open();
      for (const kind of ['foreground', 'background'] as const) {
        const signal = new CancelSource();
        signal.cancel('enough');
        await expect(openLock().acquire(kind, signal)).rejects.toBe('enough');
      }
      expect(await take('background')).toBeDefined();
    });
  });
}
