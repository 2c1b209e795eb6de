import { parseArgs } from 'node:util';
import { createCopy, tryMutation, type Fate } from './mutant.ts';
import { MUTATIONS } from './mutations.ts';

const USAGE = `Plants bugs in a copy of the engine, and has the simulation find them.

  npm run test:mutations -- [--runs N] [--events N] [--only TEXT]

  --runs N     seeds that each bug is given (300)
  --events N   events of each (200)
  --only TEXT  the bugs whose words have this in them`;

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '300' },
    events: { type: 'string', default: '200' },
    only: { type: 'string', default: '' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) console.log(USAGE);
else process.exitCode = await tryAll();

/** Tries bug after bug and prints a line of the table for each; answers the exit code. */
async function tryAll(): Promise<number> {
  const copy = await createCopy();
  const seeds = { first: 1, count: Number(values.runs), events: Number(values.events) };
  let missed = 0;
  console.log('| bug | caught by | seed |\n|---|---|---|');
  try {
    for (const mutation of MUTATIONS.filter(({ bug }) => bug.includes(values.only))) {
      const fate = await tryMutation(copy, mutation, seeds);
      if (fate.kind !== 'caught') missed += 1;
      console.log(rowOf(mutation.bug, fate));
    }
  } finally {
    await copy.remove();
  }
  if (missed > 0) console.log(`\n${missed} were not caught`);
  return missed === 0 ? 0 : 1;
}

function rowOf(bug: string, fate: Fate): string {
  switch (fate.kind) {
    case 'caught':
      return `| ${bug} | ${fate.by} | ${fate.seed} |`;
    case 'survived':
      return `| ${bug} | **nothing** | – |`;
    case 'does-not-match':
      return `| ${bug} | **its source was found ${fate.count} times** | – |`;
    case 'does-not-run':
      return `| ${bug} | **it does not run: ${fate.output.trim().split('\n').at(-1) ?? ''}** | – |`;
  }
}
