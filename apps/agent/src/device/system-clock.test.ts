import { expect, it } from 'vitest';
import type { CancelSignal } from '@keepsake/engine';
import { describeClockContract, describeRandomContract } from '@keepsake/testkit';
import { systemClock } from './system-clock.ts';
import { systemRandom } from './system-random.ts';

describeClockContract('the clock of a computer', () => ({
  clock: systemClock,
  pass: (durationMs) => new Promise((resolve) => void setTimeout(resolve, durationMs)),
}));

describeRandomContract('the chance of a computer', () => systemRandom);

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
