import path from 'node:path';
import { backupDatabase } from '../proof/backup-database.ts';
import { COMMAND_EXIT_CODES, CommandError, type Command, type CommandContext } from './command.ts';
import { withDatabase } from './open-beside-server.ts';

/** `npm run server -- backup-db FILE`. */
export const backupDbCommand: Command = {
  summary: 'copy the database to a file, while the server runs',
  help: [
    'Copies the database to a new file, whether the server is running or not, and looks through the copy.',
    '',
    'Usage: npm run server -- backup-db FILE',
    '',
    'The copy is of one moment and one file, for this user alone. A file that exists is never overwritten.',
    'It has the accounts, the albums and what is kept; the photos themselves are in originals/.',
    '',
    'Exit codes:',
    '  0  the copy is on the disk and whole',
    `  ${COMMAND_EXIT_CODES.usage}  the command is not valid`,
    '  4  the data folder or its database cannot be used, or the copy is not whole',
    '  5  the data folder was written by another version',
    `  ${COMMAND_EXIT_CODES['not-found']}  the folder of FILE is not there`,
    `  ${COMMAND_EXIT_CODES.refused}  FILE exists already`,
    `  ${COMMAND_EXIT_CODES.unavailable}  the disk cannot do it now`,
    '',
  ].join('\n'),
  run: async ({ args, config, output }: CommandContext) => {
    const [file, ...rest] = args;
    if (file === undefined || file.startsWith('-') || rest.length > 0)
      throw new CommandError('usage', 'It is: backup-db FILE.');
    const target = path.resolve(file);
    // Opened this way too, so that the copy has the tables of this version and no server starts to change them.
    const done = await withDatabase(config.dataDir, () =>
      backupDatabase(path.join(config.dataDir, 'keepsake.sqlite'), target),
    );
    switch (done.kind) {
      case 'exists':
        throw new CommandError('refused', `${target} exists already; it was left as it is.`);
      case 'no-folder':
        throw new CommandError('not-found', `There is no folder ${path.dirname(target)}.`);
      case 'done':
        output.write(`${target}: ${done.users} users, ${done.assets} assets, ${done.sizeBytes} bytes.\n`);
        return 0;
    }
  },
};
