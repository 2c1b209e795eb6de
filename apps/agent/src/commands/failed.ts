import { typed } from '../cli/command-name.ts';
import type { LibraryOptions } from '../cli/command.ts';
import { EXIT, type ExitCode } from '../cli/exit-codes.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { formatAgo, formatCounted, printable } from '../display/format.ts';
import { reasonOfFailure } from '../display/words.ts';
import { listAll } from '../session/list-all.ts';
import { withSession } from './with-session.ts';

/** `keepsake failed`: each failed upload with its reason, time and attempts (E4). */
export async function failed({ folders, json }: LibraryOptions, context: CommandContext): Promise<ExitCode> {
  return withSession(context, { kind: 'named', folders }, async ({ controller }) => {
    const { output } = context;
    let count = 0;
    for await (const { asset, settlement } of listAll(controller, 'candidate', 'failed')) {
      if (settlement.kind !== 'failed') continue;
      count += 1;
      const { failure } = settlement;
      output.line(
        json
          ? JSON.stringify({ id: asset.id, ...failure })
          : `${printable(asset.id)}\n  ${reasonOfFailure(failure)}; tried ${formatCounted(failure.attempts, 'time')}, last ${formatAgo(failure.atMs, Date.now())}`,
      );
    }
    if (json) return EXIT.ok;
    output.line(
      count === 0
        ? 'Nothing failed.'
        : `\n${formatCounted(count, 'upload')} failed. Try again with: ${typed('retry')}`,
    );
    return EXIT.ok;
  });
}
