import { describe, expect, it } from 'vitest';
import { CancelSource } from '@keepsake/engine';
import { createFakeClock } from './fake-clock.ts';

describe('a fake clock', () => {
  it('wakes sleepers in the order of their times, each at its own time', async () => {
    const clock = createFakeClock({ nowMs: 0 });
    const woken: string[] = [];
    const sleep = async (name: string, durationMs: number): Promise<void> => {
      await clock.sleep(durationMs, new CancelSource());
      woken.push(`${name} ${clock.now()}`);
    };
    void sleep('b', 20);
    void sleep('a', 10).then(() => sleep('c', 15));
    void sleep('late', 31);
    await clock.advance(30);
    expect(woken).toEqual(['a 10', 'b 20', 'c 25']);
    expect([clock.now(), clock.sleeperCount]).toEqual([30, 1]);
  });

  it('[U7] ends a sleep at once when told to stop, and forgets the sleeper', async () => {
    const clock = createFakeClock();
    const signal = new CancelSource();
    const sleep = clock.sleep(1000, signal);
    signal.cancel('enough');
    await expect(sleep).rejects.toBe('enough');
    expect(clock.sleeperCount).toBe(0);
  });

  it('skips every wait by itself when everything is asleep', async () => {
    const clock = createFakeClock({ nowMs: 0, autoAdvance: true });
    await Promise.all([clock.sleep(86_400_000, new CancelSource()), clock.sleep(5, new CancelSource())]);
    expect(clock.now()).toBe(86_400_000);
  });

  it('stands still while it is held', async () => {
    const clock = createFakeClock({ nowMs: 0, autoAdvance: true });
    const letGo = clock.hold();
    const sleep = clock.sleep(1000, new CancelSource());
    for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect(clock.sleeperCount).toBe(1);
    letGo();
    await sleep;
    expect(clock.now()).toBe(1000);
  });

  it('lets the device clock jump without waking anybody', async () => {
    const clock = createFakeClock({ nowMs: 1000 });
    void clock.sleep(10, new CancelSource());
    clock.set(0);
    await clock.advance(9);
    expect([clock.now(), clock.sleeperCount]).toEqual([9, 1]);
  });
});
