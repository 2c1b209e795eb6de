import { CancelSource } from '@keepsake/engine';
import { describe, expect, it } from 'vitest';
import { phoneClock } from './phone-clock.ts';
import { phoneRandom } from './phone-random.ts';

describe('the clock of a phone', () => {
  it('waits for as long as it is told, and not for an end that lies beyond what timers can wait', async () => {
    const atMs = phoneClock.now();
    await phoneClock.sleep(30, new CancelSource());
    expect(phoneClock.now() - atMs).toBeGreaterThanOrEqual(25);

    const signal = new CancelSource();
    let isOver = false;
    const waiting = phoneClock.sleep(2 ** 33, signal).finally(() => {
      isOver = true;
    });
    await phoneClock.sleep(30, new CancelSource());
    expect(isOver).toBe(false);
    signal.cancel('enough');
    await expect(waiting).rejects.toBe('enough');
  });

  it('throws the reason of a signal that was given before', async () => {
    const signal = new CancelSource();
    signal.cancel('before');
    await expect(phoneClock.sleep(1, signal)).rejects.toBe('before');
  });
});

describe('the chance of a phone', () => {
  it('is from 0 to below 1, and not always the same', () => {
    const drawn = Array.from({ length: 200 }, () => phoneRandom.next());
    expect(drawn.every((value) => value >= 0 && value < 1)).toBe(true);
    expect(new Set(drawn).size).toBeGreaterThan(100);
  });
});
