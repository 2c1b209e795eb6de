import type { Command } from './command.ts';
import { backupDbCommand } from './backup-db.ts';
import { checkCommand } from './check.ts';
import { scrubCommand } from './scrub.ts';
import { userCommand } from './user.ts';

/** Every command by its name. */
export const COMMANDS: Readonly<Record<string, Command>> = {
  'backup-db': backupDbCommand,
  check: checkCommand,
  scrub: scrubCommand,
  user: userCommand,
};
