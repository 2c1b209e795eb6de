import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runTrial, TRIALS, type TrialName } from './trials.ts';

const HELP = `Usage: npm run trials -- [TRIAL…] [--seed N] [--scale N] [--folder FOLDER]

Puts a server of its own, on the loopback and in a new folder, through what it must never fail at.

${Object.entries(TRIALS)
  .map(([name, { summary }]) => `  ${name.padEnd(10)} ${summary}`)
  .join('\n')}

  --seed N         another course of the same trial; the same seed gives the same one (default 1)
  --scale N        a part of the full size, above 0 and up to 1 (default 1)
  --folder FOLDER  where the server's data folder is made, and removed afterwards (default: the system's temp folder)

Without a name all run. Exit code 1 when a trial failed.
`;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      seed: { type: 'string', default: '1' },
      scale: { type: 'string', default: '1' },
      folder: { type: 'string', default: tmpdir() },
      help: { type: 'boolean', default: false },
    },
  });
  const seed = Number(values.seed);
  const scale = Number(values.scale);
  const names = positionals.length === 0 ? Object.keys(TRIALS) : positionals;
  const unknown = names.find((name) => !Object.hasOwn(TRIALS, name));
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  if (unknown !== undefined || !Number.isSafeInteger(seed) || !(scale > 0 && scale <= 1)) {
    process.stderr.write(unknown === undefined ? HELP : `There is no trial "${unknown}".\n\n${HELP}`);
    return 2;
  }
  let failedCount = 0;
  for (const name of names) {
    const folder = await mkdtemp(join(values.folder, 'keepsake-trial-'));
    try {
      const startedAt = performance.now();
      const { figures, complaints } = await runTrial(name as TrialName, folder, { seed, scale });
      const seconds = Math.round((performance.now() - startedAt) / 1000);
      process.stdout.write(`${name}, seed ${seed}, ${seconds} s\n${JSON.stringify(figures, undefined, 2)}\n`);
      for (const complaint of complaints) process.stdout.write(`  FAILED: ${complaint}\n`);
      if (complaints.length > 0) failedCount += 1;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
  process.stdout.write(`\n${names.length - failedCount} passed, ${failedCount} failed\n`);
  return failedCount === 0 ? 0 : 1;
}

process.exitCode = await main();
