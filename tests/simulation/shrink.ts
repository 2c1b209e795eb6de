import { play, type Violation } from './play.ts';
import type { Scenario } from './scenario.ts';

/** A scenario that fails, and how. */
export interface Failing {
  readonly scenario: Scenario;
  readonly violation: Violation;
}

/**
 * Makes a failing scenario as short as it gets while the same invariant is violated: the shortest prefix first, then
 * without ever smaller pieces of it, down to single events.
 */
export async function shrink(failing: Failing, onProgress: (eventCount: number) => void): Promise<Failing> {
  const prefix = await withoutTail(failing);
  let shortest = prefix;
  for (let size = Math.max(1, prefix.scenario.events.length >> 1); ; size = Math.max(1, size >> 1)) {
    const before = shortest.scenario.events.length;
    shortest = await withoutPieces(shortest, size, onProgress);
    if (size === 1 && shortest.scenario.events.length === before) return shortest;
  }
}

/** What came after the event that brought it out had no part in it. */
async function withoutTail(failing: Failing): Promise<Failing> {
  const events = failing.scenario.events.slice(0, failing.violation.eventCount);
  return (await failsAlike(failing, { ...failing.scenario, events })) ?? failing;
}

async function withoutPieces(
  failing: Failing,
  size: number,
  onProgress: (eventCount: number) => void,
): Promise<Failing> {
  let shortest = failing;
  for (let at = shortest.scenario.events.length - size; at >= 0; at -= size) {
    const { scenario } = shortest;
    const events = [...scenario.events.slice(0, at), ...scenario.events.slice(at + size)];
    const shorter = await failsAlike(shortest, { ...scenario, events });
    if (shorter === undefined) continue;
    shortest = shorter;
    onProgress(events.length);
  }
  return shortest;
}

async function failsAlike(failing: Failing, scenario: Scenario): Promise<Failing | undefined> {
  const violation = await play(scenario);
  return violation?.invariant === failing.violation.invariant ? { scenario, violation } : undefined;
}
