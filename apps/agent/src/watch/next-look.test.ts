import { expect, it } from 'vitest';
import type { RunOutcome } from '@keepsake/engine';
import { pauseAfter } from './next-look.ts';

const away: RunOutcome = { kind: 'stopped', code: 'network', detail: '' };
const full: RunOutcome = { kind: 'stopped', code: 'quota-exceeded', detail: '' };
const settings = { triggerDelayMs: 5_000 };

it('[B7] asks a server that is away soon, then less and less often, and at least every quarter of an hour', () => {
  const pauses = [1, 2, 3, 8, 9, 10_000].map(
    (failedCount) => pauseAfter(away, { failedCount, isWatched: true, settings }) / 1_000,
  );
  expect(pauses).toEqual([10, 20, 40, 900, 900, 900]);
});

it('[B7] leaves what a person must mend for a quarter of an hour', () => {
  expect(pauseAfter(full, { failedCount: 0, isWatched: true, settings })).toBe(15 * 60_000);
});

it('[B7] looks every few minutes where not all is watched, and now and then where it is', () => {
  const done: RunOutcome = { kind: 'completed' };
  expect(pauseAfter(done, { failedCount: 0, isWatched: false, settings })).toBe(5 * 60_000);
  expect(pauseAfter(done, { failedCount: 0, isWatched: true, settings })).toBe(6 * 3_600_000);
});
