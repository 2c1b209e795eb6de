import type { CreateInvariant } from '../invariant.ts';

/** A frozen process that goes on finds out by its next look at the lock that it lost it; a slow store takes its time. */
const LOOKS_WITHIN_MS = 1_500;

/** Never two runs at once. */
export const oneRunAtATime: CreateInvariant = (truth, report) => {
  let holder: string | undefined;
  const mayNotKnowYet = (process: string): boolean => {
    const { clock, leaseTrouble } = truth.world;
    const sinceMs = clock.elapsedMs - (truth.wokeAtMs(process) ?? -Infinity);
    return sinceMs <= LOOKS_WITHIN_MS + 2 * leaseTrouble.slowMs;
  };
  const isOut = (process: string): boolean => process !== holder && !mayNotKnowYet(process);
  return {
    name: 'never two runs at once',
    see(seen) {
      switch (seen.kind) {
        case 'lease':
          if (seen.lease !== undefined && !seen.lease.isWanted) holder = seen.process;
          if (seen.lease === undefined) holder = undefined;
          return;
        case 'opened':
        case 'sending':
        case 'bytes': {
          const process = seen.kind === 'sending' ? seen.call.process : seen.process;
          if (seen.kind === 'bytes' && truth.isAsleep(process)) return;
          if (isOut(process))
            report(`${process} works (${seen.kind}) while the lock is ${holder ?? 'nobody'}’s`);
          return;
        }
        case 'facts': {
          const work = seen.facts.find((fact) => RUN_FACTS.has(fact.kind));
          if (work !== undefined && isOut(seen.process)) {
            report(`${seen.process} records ${work.kind} while the lock is ${holder ?? 'nobody'}’s`);
          }
          return;
        }
        default:
      }
    },
    whenCalm() {
      if (truth.runsGoOn) report('a run does not come to its end, although all is calm');
    },
  };
};

/** What only a run writes down. */
const RUN_FACTS: ReadonlySet<string> = new Set([
  'albums-listed',
  'assets-seen',
  'album-enumerated',
  'planned',
  'hashed',
  'backed-up',
  'attempt-failed',
  'album-backed-up',
  'run-completed',
]);
