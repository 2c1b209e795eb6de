import { typed } from '../cli/command-name.ts';
import type { SendAgainOptions } from '../cli/command.ts';
import type { CommandContext } from '../cli/command-context.ts';
import type { ExitCode } from '../cli/exit-codes.ts';
import { formatAssets } from '../display/format.ts';
import { sendAgain, type SendAgain } from './send-again.ts';

const DELETED: SendAgain = {
  settlement: 'deleted-on-server',
  want: (controller, ids) => controller.uploadAgain(ids === 'all' ? 'all-deleted' : ids),
  hint: () => `\`${typed('backup')}\` and \`${typed('verify')}\` list what was deleted on the server.`,
  noneIn: (library) => `Nothing of ${library} was deleted on the server, so there is nothing to send again.`,
  noneOfFiles: 'None of these files was deleted on the server, so there is nothing to send again.',
  announce: (count, library) => `Sending ${formatAssets(count)} of ${library} again.`,
};

/** `keepsake upload-again`: what was deleted on the server, or some of it, is sent again, at once (D10). */
export async function uploadAgain(command: SendAgainOptions, context: CommandContext): Promise<ExitCode> {
  return sendAgain(DELETED, command, context);
}
