import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { play } from './play.ts';
import { scenarioOf, type Scenario } from './scenario.ts';
import { lineOf } from './trace.ts';

const PINNED = join(import.meta.dirname, 'pinned');
const EVENTS = 200;
/** What runs here each time; `npm run test:sim` plays as many as are wanted. */
const SEEDS = Array.from({ length: 10 }, (_, index) => 1 + 12 * index);
const RUNS_PER_TEST = 12;

async function traceOf(scenario: Scenario): Promise<string> {
  const lines: string[] = [];
  await play(scenario, (seen, atMs) => {
    lines.push(lineOf(seen, atMs));
  });
  return lines.join('\n');
}

describe('the engine in a simulated world', () => {
  beforeAll(() => {
    // Thousands of errors are made on purpose, and nobody reads where.
    Error.stackTraceLimit = 0;
  });

  it.each(SEEDS)(
    '[A2][A13][B2][B5][D1][E2][N2][U9] keeps every invariant, whatever happens (from seed %i)',
    async (firstSeed) => {
      for (let seed = firstSeed; seed < firstSeed + RUNS_PER_TEST; seed += 1) {
        expect({ seed, violation: await play(scenarioOf(seed, EVENTS)) }).toEqual({
          seed,
          violation: undefined,
        });
      }
    },
  );

  it('plays the same seed in the same way, byte for byte', async () => {
    for (const seed of [1, 2, 7]) {
      const trace = await traceOf(scenarioOf(seed, EVENTS));
      expect(trace.length).toBeGreaterThan(10_000);
      expect((await traceOf(scenarioOf(seed, EVENTS))) === trace).toBe(true);
    }
  });

  for (const file of readdirSync(PINNED).filter((name) => name.endsWith('.json'))) {
    it(`does not fail again: ${file.replace(/\.json$/u, '').replaceAll('-', ' ')}`, async () => {
      const scenario = JSON.parse(readFileSync(join(PINNED, file), 'utf8')) as Scenario;
      expect(await play(scenario)).toBeUndefined();
    });
  }
});
