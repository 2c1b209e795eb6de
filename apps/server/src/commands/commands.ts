import type { Command } from './command.ts';
import { userCommand } from './user.ts';

/** Every command by its name. */
export const COMMANDS: Readonly<Record<string, Command>> = {
  user: userCommand,
};
