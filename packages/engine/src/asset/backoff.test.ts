import { createSeededRandom } from '@keepsake/testkit';
import { describe, expect, it } from 'vitest';
import { backoffMs, MAX_ATTEMPTS } from './backoff.ts';

describe('the pause before the next attempt', () => {
  it('[E2] doubles from 1 s up to 5 min, with full jitter below, for five attempts', () => {
    const almostOne = 1 - Number.EPSILON;
    const ceilings = [1, 2, 3, 4, 9, 10, 50].map((attempts) => backoffMs(attempts, almostOne, undefined));
    expect(ceilings).toEqual([1_000, 2_000, 4_000, 8_000, 256_000, 300_000, 300_000]);
    expect(backoffMs(5, 0, undefined)).toBe(0);
    const random = createSeededRandom(7);
    const pauses = Array.from({ length: 1_000 }, () => backoffMs(4, random.next(), undefined));
    const mean = pauses.reduce((sum, pause) => sum + pause, 0) / pauses.length;
    expect(mean).toBeGreaterThan(3_600);
    expect(mean).toBeLessThan(4_400);
    expect(MAX_ATTEMPTS).toBe(5);
  });

  it('[E1] is never shorter than the server asked for', () => {
    expect(backoffMs(1, 0.5, 30_000)).toBe(30_000);
    expect(backoffMs(4, 0.99, 10)).toBeGreaterThan(7_000);
  });
});
