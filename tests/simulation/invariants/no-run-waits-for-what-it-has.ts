import type { Lease } from '@keepsake/engine';
import type { Observation } from '@keepsake/testkit';
import type { CreateInvariant } from '../invariant.ts';

/**
 * In a world in which nothing is wrong a run gets ahead within so long, or ends. The longest that one has a reason to be still:
 * a server asked it to come again in 90 s and the clock was set back meanwhile (twice that), and before that a server that
 * was silent was given up after 35 s. With five attempts no pause of the engine's own is longer than 16 s.
 */
const LONGEST_MS = 4 * 60_000;

/** No run waits for what it has. */
export const noRunWaitsForWhatItHas: CreateInvariant = (truth, report) => {
  const { world } = truth;
  /** Since when each process that works on something has not got ahead. */
  const stillSinceMs = new Map<string, number>();
  /** What these wrote to a slow store may arrive there after their death. */
  const dead = new Set<string>();
  let fineSinceMs = 0;

  const look = (): void => {
    const nowMs = world.clock.elapsedMs;
    if (!isFine()) fineSinceMs = nowMs;
    if (nowMs - fineSinceMs <= LONGEST_MS) return;
    for (const [process, sinceMs] of stillSinceMs) {
      const stillMs = nowMs - Math.max(sinceMs, fineSinceMs);
      if (stillMs > LONGEST_MS)
        report(`${process} has not got ahead for ${Math.round(stillMs / 1000)} s, and nothing is in its way`);
    }
  };

  function isFine(): boolean {
    const { network, remote, faults, ledgerTrouble, leaseTrouble } = world;
    const { kind, isLowData, isCharging } = network.state;
    const isConnected = kind === 'wifi' && !isLowData && isCharging;
    const isServed =
      !world.isDiskFull && !remote.account.isRevoked && remote.account.quotaBytes === undefined;
    const isStored = ledgerTrouble.isQuiet && leaseTrouble.isQuiet;
    return isConnected && isServed && faults.isQuiet && isStored;
  }

  return {
    name: 'no run waits for what it has',
    see(seen) {
      look();
      const nowMs = world.clock.elapsedMs;
      switch (seen.kind) {
        case 'run':
          if (seen.what === 'started') stillSinceMs.set(seen.run.process, nowMs);
          else if (truth.runOf(seen.run.process) === undefined) stillSinceMs.delete(seen.run.process);
          return;
        case 'performed':
          // A lock that could not be released expires by itself.
          if (truth.runOf(seen.process) === undefined) stillSinceMs.delete(seen.process);
          return;
        case 'process':
          // Who is frozen does nothing, and is not to blame.
          if (seen.what === 'died') dead.add(seen.process);
          if (seen.what === 'died' || seen.what === 'fell-asleep') stillSinceMs.delete(seen.process);
          if (seen.what === 'woke-up' && truth.runOf(seen.process) !== undefined)
            stillSinceMs.set(seen.process, nowMs);
          return;
        case 'lease':
          // Whoever proves something has the lock, too.
          if (seen.lease === undefined) stillSinceMs.delete(seen.process);
          else if (
            isOf(seen.process, seen.lease) &&
            !stillSinceMs.has(seen.process) &&
            !dead.has(seen.process)
          )
            stillSinceMs.set(seen.process, nowMs);
          return;
        default: {
          const process = whoGotAhead(seen);
          if (process !== undefined && stillSinceMs.has(process)) stillSinceMs.set(process, nowMs);
        }
      }
    },
    afterEvent: look,
    whenCalm: look,
  };
};

/** Whoever only wants a lock writes that down in its owner's name. */
const isOf = (process: string, { owner }: Lease): boolean => owner.startsWith(`${process}/`);

/** A lock that is renewed and a server that is asked whether it is there are no way ahead. */
function whoGotAhead(seen: Observation): string | undefined {
  switch (seen.kind) {
    case 'facts':
      return seen.facts.length > 0 ? seen.process : undefined;
    case 'opened':
    case 'bytes':
      return seen.process;
    case 'sending':
    case 'sent':
      return seen.call.process;
    default:
      return undefined;
  }
}
