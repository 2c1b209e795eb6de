import type { RestoreCommand } from '../cli/command.ts';
import { CommandError } from '../cli/command-error.ts';
import type { ExitCode } from '../cli/exit-codes.ts';
import type { CommandContext } from '../cli/command-context.ts';

/** `keepsake restore` */
export async function restore(_command: RestoreCommand, _context: CommandContext): Promise<ExitCode> {
  throw new CommandError('not yet');
}
