import type { AssetId } from '@keepsake/engine';
import { CommandError } from '../cli/command-error.ts';
import type { Command } from '../cli/command.ts';
import { EXIT, type ExitCode } from '../cli/exit-codes.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { formatCounted, printable } from '../display/format.ts';
import { assetIdOf, findNamedAsset } from '../session/named-asset.ts';
import { runBackup } from './run-backup.ts';
import { withSession } from './with-session.ts';

/** `keepsake retry`: failed files, or some of them, are tried afresh, at once. */
export async function retry(
  command: Command & { kind: 'retry' },
  context: CommandContext,
): Promise<ExitCode> {
  return withSession(context, command.folders, async (session) => {
    const { controller } = session;
    const ids: AssetId[] = [];
    for (const file of command.files) {
      const named = await findNamedAsset(controller, file);
      if (named === undefined) {
        throw new CommandError(
          `Keepsake has not seen ${printable(await assetIdOf(file))}. \`keepsake failed\` lists what can be tried again.`,
        );
      }
      ids.push(named.record.asset.id);
    }
    const count = await controller.retry(ids.length > 0 ? ids : 'all-failed');
    if (count === 0) {
      const sentence = ids.length > 0 ? 'None of these files failed' : 'Nothing failed';
      if (!command.json) context.output.line(`${sentence}, so there is nothing to try again.`);
      return EXIT.ok;
    }
    if (!command.json) context.output.line(`Trying ${formatCounted(count, 'file')} again.`);
    return runBackup(
      session,
      { json: command.json, planChoices: () => ({ choices: new Map(), notes: [] }) },
      context,
    );
  });
}
