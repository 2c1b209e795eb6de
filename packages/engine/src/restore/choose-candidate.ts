import type { Checksum } from '../model/ids.ts';
import type { PlaceState } from '../ports/restore-target.ts';

/** What is at the place of one file, beside what should be. */
export interface PartState {
  readonly checksum: Checksum;
  readonly state: PlaceState;
}

/**
 * Which of several ways to call an original's files is to be used, by what is at the places of each. Pure. The first in
 * which all of it is there already; else the first in which some of it is, and nothing else in the way; else the first
 * that is free. Undefined: none.
 */
export function chooseCandidate(candidates: readonly (readonly PartState[])[]): number | undefined {
  const best = { there: candidates.length, begun: candidates.length, free: candidates.length };
  for (const [index, parts] of candidates.entries()) {
    const fit = fitOf(parts);
    if (fit !== 'blocked') best[fit] = Math.min(best[fit], index);
  }
  return [best.there, best.begun, best.free].find((index) => index < candidates.length);
}

function fitOf(parts: readonly PartState[]): 'there' | 'begun' | 'free' | 'blocked' {
  const thereCount = parts.filter(isThere).length;
  const freeCount = parts.filter(({ state }) => state.kind === 'free').length;
  if (thereCount === parts.length) return 'there';
  if (thereCount + freeCount < parts.length) return 'blocked';
  return thereCount > 0 ? 'begun' : 'free';
}

/** Whether the very bytes are there. */
export function isThere({ checksum, state }: PartState): boolean {
  return state.kind === 'file' && state.checksum === checksum;
}
