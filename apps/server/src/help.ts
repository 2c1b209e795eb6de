import { COMMANDS } from './commands/commands.ts';
import { VARIABLES } from './config-variables.ts';
import { EXIT_CODES, type StartupProblem } from './errors/startup-error.ts';

const EXIT_MEANINGS: Readonly<Record<StartupProblem, string>> = {
  usage: 'a variable has a value that is not valid',
  'cannot-listen': 'the port is in use, or the address is not of this machine',
  'data-folder': 'the data folder cannot be used, or its database is missing, damaged or read-only',
  'newer-data': 'the data folder was written by a newer version',
  'data-in-use': 'another server is running on the same data folder, or its database is locked',
};

/** The text of `--help`: every variable with its default and meaning, and every exit code. */
export function helpText(): string {
  const width = Math.max(...Object.keys(VARIABLES).map((name) => name.length)) + 2;
  const variables = Object.entries(VARIABLES).map(
    ([name, { default: value, meaning }]) =>
      `  ${name.padEnd(width)}${meaning}${value === '' ? '' : ` (default: ${value})`}`,
  );
  const commands = Object.entries(COMMANDS).map(
    ([name, { summary }]) =>
      `       npm run server -- ${`${name} …`.padEnd(13)}${summary} (${name} --help says more)`,
  );
  const problems = Object.keys(EXIT_CODES) as StartupProblem[];
  const exits = problems.map((problem) => `  ${EXIT_CODES[problem]}  ${EXIT_MEANINGS[problem]}`);
  return [
    'Keepsake server: keeps photos and videos safe on a machine of your own.',
    '',
    'Usage: npm run server                 starts it; settings are environment variables',
    ...commands,
    '',
    ...variables,
    '',
    'Exit codes:',
    '  0  stopped as asked (SIGINT or SIGTERM)',
    ...exits,
    '',
  ].join('\n');
}
