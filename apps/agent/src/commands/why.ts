import { CommandError } from '../cli/command-error.ts';
import type { Command } from '../cli/command.ts';
import { EXIT, type ExitCode } from '../cli/exit-codes.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { printable } from '../display/format.ts';
import { whySentence } from '../display/words.ts';
import { assetIdOf, findNamedAsset } from '../session/named-asset.ts';
import { withSession } from './with-session.ts';

/** `keepsake why FILE`: the one answer, with what proves it (A13). */
export async function why(command: Command & { kind: 'why' }, context: CommandContext): Promise<ExitCode> {
  return withSession(context, command.folders, async ({ controller }) => {
    const explained = await findNamedAsset(controller, command.file);
    if (explained === undefined) {
      throw new CommandError(
        `Keepsake has not seen ${printable(await assetIdOf(command.file))}. It may be new since the last backup, outside of the library, or hidden.`,
      );
    }
    const { output } = context;
    const { id } = explained.record.asset;
    if (command.json) {
      output.line(JSON.stringify({ id, ...explained.why }));
      return EXIT.ok;
    }
    const { record } = explained;
    output.line(printable(id));
    output.line(`  ${whySentence(explained.why, Date.now())}`);
    if (record.checksums !== undefined) output.line(`  SHA-1      ${record.checksums.original}`);
    if (record.checksums?.motion !== undefined)
      output.line(`  SHA-1      ${record.checksums.motion} (motion part)`);
    if (record.settlement.kind === 'backed-up' && record.settlement.remoteId !== undefined) {
      output.line(`  On server  ${record.settlement.remoteId}`);
    }
    if (record.albumNames.length > 0)
      output.line(`  Albums     ${record.albumNames.map(printable).join(', ')}`);
    return EXIT.ok;
  });
}
