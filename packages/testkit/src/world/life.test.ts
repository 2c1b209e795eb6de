import { describe, expect, it } from 'vitest';
import { CancelSource } from '@keepsake/engine';
import { mortalClock, watchedNotifier } from './device/watched-ports.ts';
import { Life, PROCESS_DIED } from './life.ts';
import { VirtualClock } from './time/virtual-clock.ts';

describe('the life of a process', () => {
  it.each([
    [1, []],
    [2, ['effect']],
    [3, ['effect', 'answer']],
  ])('that ends at step %i of a call', async (steps, expected) => {
    const life = new Life('app');
    life.dieAfter(steps);
    const log: string[] = [];
    void life
      .call(async () => {
        log.push('effect');
      })
      .then(() => log.push('answer'));
    await new VirtualClock(0).advance(1);
    expect(log).toEqual(expected);
    expect(life.isAlive).toBe(steps === 3);
  });

  it('never wakes again once it is over, and tells those outside who work for it', async () => {
    const clock = new VirtualClock(0);
    const life = new Life('app');
    const outside = life.until(new CancelSource());
    let told: unknown;
    outside.addEventListener('abort', () => {
      told = outside.reason;
    });
    let isAwake = false;
    void mortalClock(clock, life)
      .sleep(10, new CancelSource())
      .then(
        () => (isAwake = true),
        () => (isAwake = true),
      );
    await clock.advance(5);
    life.die();
    await clock.advance(50);
    expect([isAwake, told, outside.aborted]).toEqual([false, PROCESS_DIED, true]);
  });

  it('tells nobody anything once it is over', () => {
    const life = new Life('app');
    const told: unknown[] = [];
    const notifier = watchedNotifier(life, (seen) => told.push(seen.kind));
    notifier.showProgress({ settledCount: 0, totalCount: 1 });
    life.die();
    notifier.showProgress({ settledCount: 1, totalCount: 1 });
    expect(told).toEqual(['progress-shown']);
  });

  it('that is frozen hears nothing, and of all of it in its order when it goes on', async () => {
    const clock = new VirtualClock(0);
    const life = new Life('app');
    const log: string[] = [];
    void mortalClock(clock, life)
      .sleep(10, new CancelSource())
      .then(() => log.push('timer'));
    void life.call(() => clock.sleep(20)).then(() => log.push('answer'));
    life.fallAsleep();
    await clock.advance(3_600_000);
    expect([life.isAsleep, log]).toEqual([true, []]);
    life.wakeUp();
    await clock.advance(0);
    expect([life.isAsleep, log]).toEqual([false, ['timer', 'answer']]);
  });

  it('that dies while it is frozen hears nothing of it', async () => {
    const clock = new VirtualClock(0);
    const life = new Life('app');
    const log: string[] = [];
    void life.call(() => clock.sleep(20)).then(() => log.push('answer'));
    life.fallAsleep();
    await clock.advance(100);
    life.die();
    life.wakeUp();
    await clock.advance(100);
    expect(log).toEqual([]);
  });
});
