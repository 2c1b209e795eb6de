import { expect, it } from 'vitest';
import type { CancelSignal } from '@keepsake/engine';
import { describeClockContract } from '@keepsake/testkit';
import { systemClock } from './system-clock.ts';

describeClockContract('the clock of a computer', () => ({
  clock: systemClock,
  pass: (durationMs) => new Promise((resolve) => void setTimeout(resolve, durationMs)),
}));

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
