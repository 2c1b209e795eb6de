import { describe, expect, it } from 'vitest';
import { CalmCountdown } from './calm-countdown.ts';

/** What is told each half second of estimates of these seconds. */
function tellAll(estimates: readonly number[]): number[] {
  const countdown = new CalmCountdown();
  return estimates.map((seconds, index) => (countdown.tell(seconds * 1_000, index * 500) ?? NaN) / 1_000);
}

describe('[P2] the time left', () => {
  it('counts down, though estimates waver', () => {
    const estimates = Array.from({ length: 60 }, (_, n) => 30 - n / 2 + (n % 2 === 0 ? 3 : -3));
    const told = tellAll(estimates);
    for (const [index, seconds] of told.slice(1).entries())
      expect(seconds).toBeLessThanOrEqual(told[index] ?? 0);
    for (const [index, seconds] of told.entries())
      expect(Math.abs(seconds - (30 - index / 2))).toBeLessThan(5);
  });

  it('goes up where it was wrong, within seconds', () => {
    const told = tellAll([...Array<number>(10).fill(10), ...Array<number>(20).fill(60)]);
    expect(told[9]).toBeLessThan(11);
    expect(told.at(-1)).toBeGreaterThan(50);
  });

  it('goes down faster where things go better', () => {
    const told = tellAll([...Array<number>(10).fill(600), ...Array<number>(20).fill(60)]);
    expect(told[9]).toBeGreaterThan(590);
    expect(told.at(-1)).toBeLessThan(120);
  });

  it('does not go up for an error that is small beside what is left', () => {
    const told = tellAll([...Array<number>(4).fill(600), ...Array<number>(40).fill(660)]);
    for (const [index, seconds] of told.slice(1).entries())
      expect(seconds).toBeLessThanOrEqual(told[index] ?? 0);
  });

  it('follows at once where all is done, and begins anew where nothing was known', () => {
    const countdown = new CalmCountdown();
    expect(countdown.tell(60_000, 0)).toBe(60_000);
    expect(countdown.tell(0, 100)).toBe(0);
    expect(countdown.tell(undefined, 200)).toBeUndefined();
    expect(countdown.tell(40_000, 300)).toBe(40_000);
  });

  it('takes a clock that went back for one that stands', () => {
    const countdown = new CalmCountdown();
    countdown.tell(20_000, 10_000);
    expect(countdown.tell(20_000, 0)).toBe(20_000);
  });
});
