import { beforeAll, describe, expect, it } from 'vitest';
import { bootEngine } from '../../../../tests/simulation/boot-engine.ts';
import { newestFirst, newestFirstWithin } from '../../../../tests/simulation/invariants/newest-first.ts';
import { play } from '../../../../tests/simulation/play.ts';
import { scenarioOf } from '../../../../tests/simulation/scenario.ts';
import { phoneEngines } from '../../simulated/native/boot-phone-engine.ts';

/** A phone opens a file when its bytes are wanted: of the four turns that go on at once, the newest may come to that last. */
const OPTIONS = { boot: phoneEngines(bootEngine), without: [newestFirst], with: [newestFirstWithin(3)] };

const EVENTS = 120;
const SEEDS = Array.from({ length: 6 }, (_, index) => 1 + 4 * index);

describe('the adapters of phones in simulated worlds', () => {
  beforeAll(() => {
    // Thousands of errors are made on purpose, and nobody reads where.
    Error.stackTraceLimit = 0;
  });

  it.each(SEEDS)(
    '[A2][A13][B2][B5][D1][I3][N2][U5][U8] keep every invariant of the engine, whatever happens (from seed %i)',
    async (firstSeed) => {
      for (let seed = firstSeed; seed < firstSeed + 4; seed += 1) {
        const violation = await play(scenarioOf(seed, EVENTS), undefined, OPTIONS);
        expect({ seed, violation }).toEqual({ seed, violation: undefined });
      }
    },
  );
});
