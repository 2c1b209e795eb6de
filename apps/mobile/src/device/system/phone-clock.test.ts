import { describeClockContract } from '@keepsake/testkit';
import { describe, expect, it } from 'vitest';
import { phoneClock } from './phone-clock.ts';
import { phoneRandom } from './phone-random.ts';

describeClockContract('the clock of a phone', () => ({
  clock: phoneClock,
  pass: (durationMs) => new Promise((resolve) => void setTimeout(resolve, durationMs)),
}));

describe('the chance of a phone', () => {
  it('is from 0 to below 1, and not always the same', () => {
    const drawn = Array.from({ length: 200 }, () => phoneRandom.next());
    expect(drawn.every((value) => value >= 0 && value < 1)).toBe(true);
    expect(new Set(drawn).size).toBeGreaterThan(100);
  });
});
