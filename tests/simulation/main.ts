import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { play } from './play.ts';
import { scenarioOf, type Scenario } from './scenario.ts';
import { shrink } from './shrink.ts';
import { lineOf } from './trace.ts';

const USAGE = `Plays the engine through simulated worlds, from seeds.

  npm run test:sim -- --seed N --events N --runs N [--trace] [--survey] [--brief] [--keep FILE]

  --seed N     the first seed (1)
  --events N   events of each run (200)
  --runs N     runs, each with the next seed (100)
  --trace      prints what happens, for one run
  --survey     does not stop at a failure: counts which invariants are violated, and by which seeds
  --brief      a failing scenario is not shortened
  --keep FILE  writes a failing scenario, shortened, to be pinned`;

/** Thousands of errors are made on purpose; where each was made is of no interest until one is wrong. */
const STACK_LINES = 0;

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    events: { type: 'string', default: '200' },
    runs: { type: 'string', default: '100' },
    trace: { type: 'boolean', default: false },
    survey: { type: 'boolean', default: false },
    brief: { type: 'boolean', default: false },
    keep: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) console.log(USAGE);
else process.exitCode = await simulate(Number(values.seed), Number(values.events), Number(values.runs));

/** Plays run after run; answers the exit code. */
async function simulate(firstSeed: number, eventCount: number, runCount: number): Promise<number> {
  Error.stackTraceLimit = STACK_LINES;
  const startedAtMs = performance.now();
  const survey = new Map<string, string[]>();
  for (let seed = firstSeed; seed < firstSeed + runCount; seed += 1) {
    const scenario = scenarioOf(seed, eventCount);
    const violation = await play(scenario, values.trace ? printTrace : undefined);
    if (violation !== undefined && values.survey) {
      const seeds = survey.get(violation.invariant) ?? [];
      survey.set(violation.invariant, [...seeds, `${seed} (${violation.text.split('\n')[0]})`]);
    } else if (violation !== undefined) {
      console.log(`seed ${seed} fails: ${violation.invariant}\n  ${violation.text}`);
      if (!values.brief) await report(scenario, violation);
      return 1;
    }
    const done = seed - firstSeed + 1;
    if (done % 500 === 0) console.log(`${done} runs, ${rateOf(done * eventCount, startedAtMs)}`);
  }
  const seconds = ((performance.now() - startedAtMs) / 1000).toFixed(1);
  for (const [invariant, seeds] of survey) {
    console.log(`${seeds.length} × ${invariant}\n    ${seeds.slice(0, 8).join('\n    ')}`);
  }
  if (survey.size > 0) return 1;
  console.log(
    `${runCount} runs of ${eventCount} events from seed ${firstSeed}: everything holds. ${rateOf(runCount * eventCount, startedAtMs)}, ${seconds} s`,
  );
  return 0;
}

async function report(
  scenario: Scenario,
  violation: NonNullable<Awaited<ReturnType<typeof play>>>,
): Promise<void> {
  const shortest = await shrink({ scenario, violation }, (count) => {
    if (process.stdout.isTTY) process.stdout.write(`\r  ${count} events `);
  });
  Error.stackTraceLimit = 20;
  console.log(`\nShortened to ${shortest.scenario.events.length} of ${scenario.events.length} events:\n`);
  await play(shortest.scenario, printTrace);
  console.log(`\nseed ${scenario.seed}: ${shortest.violation.invariant}\n  ${shortest.violation.text}`);
  if (values.keep !== undefined)
    await writeFile(values.keep, `${JSON.stringify(shortest.scenario, null, 2)}\n`);
}

function printTrace(...seen: Parameters<typeof lineOf>): void {
  console.log(lineOf(...seen));
}

function rateOf(eventCount: number, startedAtMs: number): string {
  return `${Math.round((eventCount * 1000) / (performance.now() - startedAtMs))} events/s`;
}
