import { parseArgs } from 'node:util';
import { reread, type ProofDeps, type Verdict } from '../proof/examine.ts';
import { Pace } from '../proof/pace.ts';
import { bytesToReread, nextToReread, type Due } from '../proof/reread-queue.ts';
import type { ToldOriginal } from '../proof/originals.ts';
import { COMMAND_EXIT_CODES, CommandError, type Command, type CommandContext } from './command.ts';
import { withProof } from './open-proof.ts';
import { printable } from './printable.ts';
import { ScrubProgress } from './scrub-progress.ts';
import { INTERRUPTED_EXIT_CODE, untilInterrupted } from './until-interrupted.ts';
import { quotaText } from './user-quota.ts';

const LOST_EXIT_CODE = 3;
const PAGE = 100;

/** `npm run server -- scrub`: the scrub, now and as fast as the disk. */
export const scrubCommand: Command = {
  summary: 'read originals again and say which are damaged',
  help: [
    'Reads originals again and compares them with their checksums, whether the server is running or not.',
    '',
    'Usage: npm run server -- scrub [--all] [--rate MB]',
    '',
    '  --all        every original; without it those that were not read again within KEEPSAKE_SCRUB_DAYS',
    '  --rate MB    megabytes a second at most; without it as fast as the disk',
    '',
    'Ctrl-C stops it. What was read until then counts: without --all, the next run goes on from there.',
    'Nothing is changed or deleted. A damaged original is put back when its owner uploads it again.',
    '',
    'Exit codes:',
    '  0  every original that was read is as it was kept',
    `  ${COMMAND_EXIT_CODES.usage}  the command is not valid`,
    `  ${LOST_EXIT_CODE}  something is missing or damaged`,
    '  4  the data folder or its database cannot be used',
    '  5  the data folder was written by another version',
    `  ${COMMAND_EXIT_CODES.unavailable}  something could not be read, so that nothing can be said of it`,
    `  ${INTERRUPTED_EXIT_CODE}  interrupted`,
    '',
  ].join('\n'),
  run: async ({ args, config, output, notes }: CommandContext) => {
    const { all, bytesPerSecond } = parseArguments(args);
    const tally: Tally = { right: 0, missing: 0, damaged: 0, unreadable: 0, gone: 0, bytes: 0 };
    const isDone = await withProof(config.dataDir, async (deps) => {
      const startedAt = deps.now();
      const since = all ? startedAt : new Date(startedAt.valueOf() - config.scrubMs);
      const due = { since, keptBy: startedAt };
      const progress = new ScrubProgress(notes, await bytesToReread(deps.db, due));
      const whole = await untilInterrupted(async (signal) => {
        const pace = new Pace(bytesPerSecond);
        for await (const [original, verdict] of rereadAll(deps, due, { signal, pace })) {
          progress.advance(original.sizeBytes);
          tally[verdict.kind] += 1;
          if (verdict.kind !== 'gone') tally.bytes += original.sizeBytes;
          const line = lineOf(original, verdict);
          if (line === undefined) continue;
          progress.clear();
          output.write(`${line}\n`);
        }
        return true;
      });
      progress.clear();
      return whole === true;
    });
    output.write(`${summaryOf(tally)}${isDone ? '' : ' Interrupted.'}\n`);
    if (!isDone) return INTERRUPTED_EXIT_CODE;
    if (tally.missing + tally.damaged > 0) return LOST_EXIT_CODE;
    return tally.unreadable > 0 ? COMMAND_EXIT_CODES.unavailable : 0;
  },
};

type Tally = Record<Verdict['kind'] | 'bytes', number>;

async function* rereadAll(
  deps: ProofDeps,
  due: Due,
  reading: { readonly signal: AbortSignal; readonly pace: Pace },
): AsyncGenerator<readonly [ToldOriginal, Verdict]> {
  // A clock that is set back meanwhile must not make it endless.
  const now = (): Date => new Date(Math.max(deps.now().valueOf(), due.since.valueOf()));
  for (;;) {
    const page = await nextToReread(deps.db, due, PAGE);
    if (page.length === 0) return;
    for (const original of page) yield [original, await reread({ ...deps, now }, original, reading)];
  }
}

function lineOf({ id, path }: ToldOriginal, verdict: Verdict): string | undefined {
  const what = `${printable(path)} (asset ${id})`;
  switch (verdict.kind) {
    case 'missing':
      return `missing: ${what}`;
    case 'damaged':
      return `damaged: ${what}: ${verdict.why}`;
    case 'unreadable':
      return `cannot be read: ${what}`;
    case 'right':
    case 'gone':
      return undefined;
  }
}

function summaryOf({ right, missing, damaged, unreadable, bytes }: Tally): string {
  const read = right + missing + damaged + unreadable;
  const parts = `${right} right, ${missing} missing, ${damaged} damaged, ${unreadable} cannot be read`;
  return `${read} originals of ${quotaText(bytes)}: ${parts}.`;
}

function parseArguments(args: readonly string[]): { readonly all: boolean; readonly bytesPerSecond: number } {
  const usage = new CommandError('usage', 'It is: scrub [--all] [--rate MB], with a number above 0.');
  let given;
  try {
    given = parseArgs({ args: [...args], options: { all: { type: 'boolean' }, rate: { type: 'string' } } });
  } catch {
    throw usage;
  }
  const { all = false, rate } = given.values;
  const bytesPerSecond = rate === undefined ? Infinity : Number(rate) * 1_000_000;
  if (!(bytesPerSecond > 0)) throw usage;
  return { all, bytesPerSecond };
}
