import { typed } from '../cli/command-name.ts';
import type { SendAgainOptions } from '../cli/command.ts';
import type { CommandContext } from '../cli/command-context.ts';
import type { ExitCode } from '../cli/exit-codes.ts';
import { formatAssets } from '../display/format.ts';
import { sendAgain, type SendAgain } from './send-again.ts';

const FAILED: SendAgain = {
  settlement: 'failed',
  want: (controller, ids) => controller.retry(ids === 'all' ? 'all-failed' : ids),
  hint: () => `\`${typed('failed')}\` lists what can be tried again.`,
  noneIn: (library) => `Nothing failed in ${library}, so there is nothing to try again.`,
  noneOfFiles: 'None of these files failed, so there is nothing to try again.',
  announce: (count, library) => `Trying ${formatAssets(count)} in ${library} again.`,
};

/** `keepsake retry`: failed files, or some of them, are tried afresh, at once (E4). */
export async function retry(command: SendAgainOptions, context: CommandContext): Promise<ExitCode> {
  return sendAgain(FAILED, command, context);
}
