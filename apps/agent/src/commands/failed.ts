import type { LibraryOptions } from '../cli/command.ts';
import { EXIT, type ExitCode } from '../cli/exit-codes.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { formatAgo, formatCounted, libraryWords, printable } from '../display/format.ts';
import { isHelpedByRetry, retryHint } from '../display/retry-words.ts';
import { reasonOfFailure } from '../display/words.ts';
import { listAll } from '../session/list-all.ts';
import type { Session } from '../session/open-session.ts';
import { inEachLibrary, type Among } from './in-each-library.ts';

/** `keepsake failed`: each failed upload with its reason, time and attempts (E4); of each library that was backed up from here, or of the named one. */
export async function failed({ folders, json }: LibraryOptions, context: CommandContext): Promise<ExitCode> {
  const { output } = context;
  let totalCount = 0;
  const work = async ({ controller, ...session }: Session, among: Among): Promise<ExitCode> => {
    let count = 0;
    let helpedCount = 0;
    for await (const { asset, settlement } of listAll(controller, 'candidate', 'failed')) {
      if (settlement.kind !== 'failed') continue;
      count += 1;
      const { failure } = settlement;
      if (isHelpedByRetry(failure)) helpedCount += 1;
      output.line(
        json
          ? JSON.stringify({ id: asset.id, ...failure })
          : `${printable(asset.id)}\n  ${reasonOfFailure(failure)}; tried ${formatCounted(failure.attempts, 'time')}, last ${formatAgo(failure.atMs, Date.now())}`,
      );
    }
    totalCount += count;
    if (json || count === 0) return EXIT.ok;
    const library = among.isOneOfSeveral ? libraryWords(session.folders) : '';
    output.line(`\n${formatCounted(count, 'upload')} failed. ${retryHint(count, helpedCount, library)}`);
    return EXIT.ok;
  };
  const exitCode = await inEachLibrary(context, folders, work, () => undefined);
  if (totalCount === 0 && !json && exitCode === EXIT.ok) output.line('Nothing failed.');
  return exitCode;
}
