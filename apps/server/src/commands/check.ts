import { parseArgs } from 'node:util';
import { checkDatabase, checkMotionParts, checkUsage } from '../proof/check-database.ts';
import { checkFiles } from '../proof/check-files.ts';
import type { CheckFinding } from '../proof/check-findings.ts';
import { checkOriginals } from '../proof/check-originals.ts';
import { checkSidecars } from '../proof/check-sidecars.ts';
import { moveToLostAndFound } from '../proof/lost-and-found.ts';
import { exitCodeOf, CHECK_EXIT_CODES, summaryLines, type CheckSummary } from './check-summary.ts';
import { COMMAND_EXIT_CODES, CommandError, type Command, type CommandContext } from './command.ts';
import { withProof } from './open-proof.ts';
import { printable } from './printable.ts';
import { INTERRUPTED_EXIT_CODE, untilInterrupted } from './until-interrupted.ts';

/** `npm run server -- check`: whether rows and files are what they say of each other. */
export const checkCommand: Command = {
  summary: 'compare the database with the files, both ways',
  help: [
    'Compares the database with the files, whether the server is running or not. It reads sidecars (.xmp), but no photo: that is what scrub does.',
    '',
    'Usage: npm run server -- check [--json] [--move-orphans]',
    '',
    '  --json           one JSON object for each finding, then one with the summary, each on a line of its own',
    '  --move-orphans   moves files that no row names from originals/ to lost+found/ in the data folder',
    '',
    'Nothing is deleted. What is missing or has another size is noted: the server asks for it again.',
    '',
    'Exit codes:',
    '  0  everything is where it should be',
    `  ${COMMAND_EXIT_CODES.usage}  the command is not valid`,
    `  ${CHECK_EXIT_CODES.lost}  an original or a sidecar is missing or damaged`,
    `  ${CHECK_EXIT_CODES.database}  the database is damaged, or the data folder cannot be used`,
    '  5  the data folder was written by another version',
    `  ${CHECK_EXIT_CODES.unreadable}  something could not be looked at`,
    `  ${CHECK_EXIT_CODES.untidy}  nothing is lost, but there are orphans, or sums or links that are wrong`,
    `  ${INTERRUPTED_EXIT_CODE}  interrupted`,
    '',
  ].join('\n'),
  run: async ({ args, config, output, notes }: CommandContext) => {
    const { isJson, movesOrphans } = parseArguments(args);
    const report = (finding: CheckFinding): void => {
      output.write(`${isJson ? JSON.stringify(finding) : lineOf(finding)}\n`);
    };
    const moveAway = movesOrphans
      ? (path: string): Promise<string> => moveToLostAndFound(config.dataDir, path)
      : undefined;
    const summary = await withProof(config.dataDir, (deps) =>
      untilInterrupted(async (signal): Promise<CheckSummary> => ({
        databaseProblems: await checkDatabase(deps.db, report),
        originals: await checkOriginals(deps, report, signal),
        sidecars: await checkSidecars(deps, report, signal),
        files: await checkFiles(deps, report, signal, moveAway),
        usage: await checkUsage(deps.db, report),
        motionParts: await checkMotionParts(deps.db, report),
      })),
    );
    if (summary === undefined) {
      notes.write('Interrupted.\n');
      return INTERRUPTED_EXIT_CODE;
    }
    const exitCode = exitCodeOf(summary);
    output.write(isJson ? `${JSON.stringify({ summary, exitCode })}\n` : summaryLines(summary));
    return exitCode;
  },
};

function lineOf(finding: CheckFinding): string {
  switch (finding.problem) {
    case 'original-missing':
    case 'original-damaged':
    case 'original-unreadable':
    case 'sidecar-missing':
    case 'sidecar-damaged':
    case 'sidecar-unreadable': {
      const why = 'why' in finding && finding.why !== undefined ? `: ${finding.why}` : '';
      return `${finding.problem.replace('-', ' ')}: ${printable(finding.path)} (asset ${finding.asset})${why}`;
    }
    case 'orphan': {
      const moved = finding.movedTo === undefined ? '' : `; it is now ${printable(finding.movedTo)}`;
      return `no row names ${printable(finding.path)}${moved}`;
    }
    case 'usage-wrong':
      return `${printable(finding.email)} is charged for ${finding.chargedBytes} bytes and keeps ${finding.keptBytes}`;
    case 'motion-part-wrong':
      return `motion part ${finding.motion} of ${finding.still}: ${finding.why}`;
    case 'database-damaged':
      return `database: ${finding.why}`;
  }
}

function parseArguments(args: readonly string[]): {
  readonly isJson: boolean;
  readonly movesOrphans: boolean;
} {
  try {
    const options = { json: { type: 'boolean' }, 'move-orphans': { type: 'boolean' } } as const;
    const { values } = parseArgs({ args: [...args], options });
    return { isJson: values.json === true, movesOrphans: values['move-orphans'] === true };
  } catch {
    throw new CommandError('usage', 'It is: check [--json] [--move-orphans].');
  }
}
