import { expect, it } from 'vitest';
import { CancelSource, type Clock } from '@keepsake/engine';
import { createFakeClock } from '@keepsake/testkit';
import { lookOut } from './look-out.ts';

const settle = () => new Promise((resolve) => setImmediate(resolve));

/** Somebody who looks out, on a clock that jumps when it is told. */
function createLookOut() {
  const fake = createFakeClock();
  let jumpedMs = 0;
  const clock: Clock = { now: () => fake.now() + jumpedMs, sleep: (ms, signal) => fake.sleep(ms, signal) };
  const state = { hasChanged: false, dueAtMs: Infinity, reasons: 0 };
  const stop = new CancelSource();
  const over = lookOut(
    {
      clock,
      hasChanged: async () => state.hasChanged,
      dueAtMs: () => state.dueAtMs,
      onReason: () => (state.reasons += 1),
    },
    stop,
  );
  over.catch(() => undefined);
  return {
    state,
    clock,
    stop,
    over,
    jump: (ms: number) => (jumpedMs += ms),
    async pass(ms: number) {
      await settle();
      await fake.advance(ms);
      await settle();
    },
  };
}

it('[B7] looks again when something is different or due, and else never', async () => {
  const { state, clock, pass } = createLookOut();
  await pass(60 * 60_000);
  expect(state.reasons).toBe(0);
  state.hasChanged = true;
  await pass(2_000);
  state.hasChanged = false;
  await pass(20_000);
  expect(state.reasons).toBe(1);
  state.dueAtMs = clock.now() + 10_000;
  await pass(9_000);
  expect(state.reasons).toBe(1);
  await pass(2_000);
  expect(state.reasons).toBe(2);
});

it('[B7] looks again when the computer was asleep, and when its clock was set back', async () => {
  const { state, jump, pass } = createLookOut();
  await pass(4_000);
  jump(8 * 3_600_000);
  await pass(2_000);
  expect(state.reasons).toBe(1);
  jump(-3_600_000);
  await pass(2_000);
  expect(state.reasons).toBe(2);
  // A busy computer is none that slept.
  jump(20_000);
  await pass(4_000);
  expect(state.reasons).toBe(2);
});

it('[B7] ends when it is told, and leaves nothing that waits', async () => {
  const { over, state, stop, pass } = createLookOut();
  await pass(1_000);
  stop.cancel('enough');
  await expect(over).rejects.toBe('enough');
  state.hasChanged = true;
  await pass(10_000);
  expect(state.reasons).toBe(0);
});
