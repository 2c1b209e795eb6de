import type { Random } from '@keepsake/engine';
import { describe, expect, it } from 'vitest';

/** What every `Random` does. */
export function describeRandomContract(name: string, openRandom: () => Random): void {
  describe(`${name} keeps the contract of Random:`, () => {
    it('[E2] draws from 0 to below 1, all over, so that no two devices try again at one moment', () => {
      const random = openRandom();
      const drawn = Array.from({ length: 400 }, () => random.next());
      expect(drawn.every((value) => value >= 0 && value < 1)).toBe(true);
      expect(new Set(drawn).size).toBeGreaterThan(390);
      const tenths = drawn.map((value) => Math.floor(value * 10));
      expect([...new Set(tenths)].sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    });
  });
}
