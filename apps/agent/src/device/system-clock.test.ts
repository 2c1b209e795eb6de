import { expect, it } from 'vitest';
import { CancelSource, type CancelSignal } from '@keepsake/engine';
import { systemClock } from './system-clock.ts';

it('[U7] ends a sleep at once when told to stop, also one that is longer than a timer can be', async () => {
  for (const durationMs of [60_000, 2 ** 40]) {
    const signal = new CancelSource();
    const sleep = systemClock.sleep(durationMs, signal);
    signal.cancel('enough');
    await expect(sleep).rejects.toBe('enough');
  }
  const stopped = new CancelSource();
  stopped.cancel('before');
  await expect(systemClock.sleep(60_000, stopped)).rejects.toBe('before');
});

it('leaves no listener behind when the sleep is over', async () => {
  const listeners = new Set<() => void>();
  const signal: CancelSignal = {
    aborted: false,
    reason: undefined,
    addEventListener: (_type, listener) => void listeners.add(listener),
    removeEventListener: (_type, listener) => void listeners.delete(listener),
  };
  const sleep = systemClock.sleep(1, signal);
  expect(listeners.size).toBe(1);
  await sleep;
  expect(listeners.size).toBe(0);
});
