import { resolve } from 'node:path';
import type { AssetId } from '@keepsake/engine';
import { CommandError } from '../cli/command-error.ts';
import type { Command } from '../cli/command.ts';
import { EXIT, type ExitCode } from '../cli/exit-codes.ts';
import type { CommandContext } from '../cli/run-command.ts';
import { formatCounted, printable } from '../display/format.ts';
import { runBackup } from './run-backup.ts';
import { withSession } from './with-session.ts';

/** `keepsake retry`: failed files, or some of them, are tried afresh, at once. */
export async function retry(
  command: Command & { kind: 'retry' },
  context: CommandContext,
): Promise<ExitCode> {
  return withSession(context, command.folders, async (session) => {
    const { controller } = session;
    const ids = command.files.map((file) => resolve(file) as AssetId);
    for (const id of ids) {
      if ((await controller.explain(id)) === undefined) {
        throw new CommandError(
          `Keepsake does not know ${printable(id)}. \`keepsake failed\` lists what can be tried again.`,
        );
      }
    }
    const count = await controller.retry(ids.length > 0 ? ids : 'all-failed');
    if (count === 0) {
      if (!command.json) context.output.line('Nothing failed, so there is nothing to try again.');
      return EXIT.ok;
    }
    if (!command.json) context.output.line(`Trying ${formatCounted(count, 'file')} again.`);
    return runBackup(session, { json: command.json, chooseAlbums: () => new Map() }, context);
  });
}
