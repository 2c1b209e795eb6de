import { describe, expect, it } from 'vitest';
import { CancelSource } from '@keepsake/engine';
import { VirtualClock } from './virtual-clock.ts';

describe('a virtual clock', () => {
  it('wakes sleepers in the order of their times, and of equal times in the order in which they fell asleep', async () => {
    const clock = new VirtualClock(0);
    const woken: string[] = [];
    const sleep = (name: string, ms: number): Promise<number> =>
      clock.sleep(ms).then(() => woken.push(`${name} ${clock.now()}`));
    void sleep('b', 20).then(() => sleep('d', 5));
    void sleep('a', 10).then(() => sleep('c', 10));
    void sleep('late', 31);
    await clock.advance(30);
    expect(woken).toEqual(['a 10', 'b 20', 'c 20', 'd 25']);
    expect(clock.now()).toBe(30);
  });

  it('lets everything that follows from a waking happen before it wakes the next', async () => {
    const clock = new VirtualClock(0);
    const log: string[] = [];
    void clock.sleep(10).then(async () => {
      for (let turn = 0; turn < 1_000; turn += 1) await Promise.resolve();
      log.push('first');
    });
    void clock.sleep(10).then(() => log.push('second'));
    await clock.advance(10);
    expect(log).toEqual(['first', 'second']);
  });

  it('ends a sleep at once when told to stop', async () => {
    const clock = new VirtualClock(0);
    const signal = new CancelSource();
    const sleep = clock.sleep(1_000, signal);
    signal.cancel('enough');
    await expect(sleep).rejects.toBe('enough');
    await expect(clock.sleep(1, signal)).rejects.toBe('enough');
  });

  it('jumps without waking anybody', async () => {
    const clock = new VirtualClock(0);
    let isAwake = false;
    void clock.sleep(10).then(() => (isAwake = true));
    clock.jump(86_400_000);
    await clock.advance(9);
    expect([clock.now(), clock.elapsedMs, isAwake]).toEqual([86_400_009, 9, false]);
    await clock.advance(1);
    expect(isAwake).toBe(true);
  });

  it('stops when what is waited for has settled', async () => {
    const clock = new VirtualClock(0);
    void clock.sleep(500);
    expect(await clock.advanceUntil(clock.sleep(100), 1_000)).toBe(true);
    expect(clock.now()).toBe(100);
    expect(await clock.advanceUntil(new Promise(() => undefined), 1_000)).toBe(false);
    expect(clock.now()).toBe(1_100);
  });
});
