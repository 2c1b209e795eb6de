import { isDamaged } from '@keepsake/engine';
import type { Command } from '../cli/command.ts';
import { EXIT, type ExitCode } from '../cli/exit-codes.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { printable } from '../display/format.ts';
import { settingSentence } from '../display/setting-words.ts';
import { findingSentence, whySentence } from '../display/words.ts';
import { findInLibraries } from './find-in-libraries.ts';

/** `keepsake why FILE`: the one answer, with what proves it (A13). Of several libraries, the one that has it safe. */
export async function why(command: Command & { kind: 'why' }, context: CommandContext): Promise<ExitCode> {
  const found = await findInLibraries(context, command.folders, command.file, (isThere) =>
    isThere ? 'It may be new since the last backup.' : 'Check its name.',
  );
  const { folders, settings, explained } =
    found.find(({ explained: { record } }) => record.settlement.kind === 'backed-up' && !isDamaged(record)) ??
    found[0];
  const { output } = context;
  const { record } = explained;
  if (command.json) {
    output.line(JSON.stringify({ id: record.asset.id, folders, finding: record.finding, ...explained.why }));
    return EXIT.ok;
  }
  output.line(printable(record.asset.id));
  const isLost = record.settlement.kind === 'backed-up' && isDamaged(record);
  if (!isLost) output.line(`  ${whySentence(explained.why, Date.now())}`);
  const finding = findingSentence(record, Date.now());
  if (finding !== undefined) output.line(`  ${finding}`);
  const setting = settingSentence(explained, settings);
  if (setting !== undefined) output.line(`  ${setting}`);
  if (record.checksums !== undefined) output.line(`  SHA-1      ${record.checksums.original}`);
  if (record.checksums?.motion !== undefined)
    output.line(`  SHA-1      ${record.checksums.motion} (motion part)`);
  if (record.settlement.kind === 'backed-up' && record.settlement.remoteId !== undefined) {
    output.line(`  On server  ${record.settlement.remoteId}`);
  }
  if (record.albumNames.length > 0)
    output.line(`  Albums     ${record.albumNames.map(printable).join(', ')}`);
  output.line(`  Library    ${folders.map(printable).join(', ')}`);
  return EXIT.ok;
}
