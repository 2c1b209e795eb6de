import { CancelSource, type Clock } from '@keepsake/engine';
import { describe, expect, it } from 'vitest';

export interface ClockWorld {
  readonly clock: Clock;
  /** Lets time pass, for real or not. */
  pass(durationMs: number): Promise<void>;
}

/** What every `Clock` does. Real ones are waited for some milliseconds. */
export function describeClockContract(name: string, openWorld: () => ClockWorld): void {
  describe(`${name} keeps the contract of Clock:`, () => {
    it('tells milliseconds since 1970 that go on, and waits for as long as it is told', async () => {
      const { clock, pass } = openWorld();
      const atMs = clock.now();
      expect(atMs).toBeGreaterThan(Date.UTC(2020, 0, 1));
      let isOver = false;
      const waiting = clock.sleep(40, new CancelSource()).then(() => (isOver = true));
      await pass(10);
      expect(isOver).toBe(false);
      await pass(60);
      await waiting;
      expect(clock.now() - atMs).toBeGreaterThanOrEqual(35);
      await clock.sleep(0, new CancelSource());
    });

    it('[U7] throws the reason of a signal, given before or in the middle, and does not end before', async () => {
      const { clock, pass } = openWorld();
      const before = new CancelSource();
      before.cancel('before');
      await expect(clock.sleep(1, before)).rejects.toBe('before');
      for (const durationMs of [60_000, 2 ** 33]) {
        const signal = new CancelSource();
        let isOver = false;
        const waiting = clock.sleep(durationMs, signal).finally(() => (isOver = true));
        waiting.catch(() => undefined);
        await pass(20);
        expect(isOver).toBe(false);
        signal.cancel('within');
        await expect(waiting).rejects.toBe('within');
      }
    });
  });
}
