import { COMMAND_EXIT_CODES, CommandError, type Command, type CommandContext } from './command.ts';
import { withDatabase } from './open-beside-server.ts';
import { USER_ACTIONS } from './user-actions.ts';
import { parseUserArguments } from './user-arguments.ts';

const USAGE_WIDTH = 52;

/** `npm run server -- user …`: what administrators do, from the machine itself. */
export const userCommand: Command = {
  summary: 'list, add, limit, promote, disable and remove users',
  help: helpText(),
  run: async ({ args, config, env, input, output, notes }: CommandContext) => {
    const [name, ...rest] = args;
    if (name === undefined)
      throw new CommandError('usage', 'What is to be done with users? Try: npm run server -- user --help.');
    const action = Object.hasOwn(USER_ACTIONS, name) ? USER_ACTIONS[name] : undefined;
    if (action === undefined)
      throw new CommandError('usage', `"user ${name}" is not a command; try: npm run server -- user --help.`);
    const given = parseUserArguments(name, action, rest);
    await withDatabase(config.dataDir, async (db) => {
      const said = await action.run({ db, config, now: () => new Date(), env, input, notes }, given);
      output.write(`${said}\n`);
    });
    return 0;
  },
};

function helpText(): string {
  const actions = Object.entries(USER_ACTIONS).map(([name, { usage, meaning }]) => {
    const line = `  user ${name} ${usage}`.trimEnd();
    return line.length < USAGE_WIDTH
      ? `${line.padEnd(USAGE_WIDTH)}${meaning}`
      : `${line}\n${' '.repeat(USAGE_WIDTH)}${meaning}`;
  });
  return [
    'Users of the Keepsake server, whether it is running or not.',
    '',
    'Usage: npm run server -- user COMMAND',
    '',
    ...actions,
    '',
    'A password is asked for on the terminal, or taken from KEEPSAKE_PASSWORD or the first line of a pipe.',
    'Sizes: 50GB is 50,000,000,000 bytes, 50GiB is 53,687,091,200; KB to TB, KiB to TiB, or bytes alone.',
    'KEEPSAKE_DATA names the data folder, as for the server itself. Run it as the same user of the machine.',
    '',
    'Exit codes:',
    '  0  done',
    `  ${COMMAND_EXIT_CODES.usage}  the command is not valid`,
    '  4  the data folder or its database cannot be used',
    '  5  the data folder was written by another version',
    `  ${COMMAND_EXIT_CODES['not-found']}  there is no such user`,
    `  ${COMMAND_EXIT_CODES.refused}  refused: it contradicts what is there, such as the last administrator`,
    `  ${COMMAND_EXIT_CODES.unavailable}  the database or the disk cannot do it now; try again`,
    '',
  ].join('\n');
}
