import { typed } from '../cli/command-name.ts';
import type { LibraryOptions } from '../cli/command.ts';
import { EXIT, type ExitCode } from '../cli/exit-codes.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { formatAgo, formatCounted, printable, shellWord } from '../display/format.ts';
import { selectionSentence } from '../display/selection-words.ts';
import { cutOffSentence } from '../display/setting-words.ts';
import { summaryLines } from '../display/library-tree.ts';
import { readDetails } from './read-details.ts';
import { damageLines } from '../display/verify-words.ts';
import { watchLines } from '../watch/watch-words.ts';
import { readWatch } from '../watch/watch-note.ts';
import { withSession } from './with-session.ts';

/** `keepsake status`: how much is backed up, as of the last look at the library. Needs no server. */
export async function status({ folders, json }: LibraryOptions, context: CommandContext): Promise<ExitCode> {
  return withSession(context, { kind: 'named', folders }, async ({ controller, credentials, ...session }) => {
    const { output } = context;
    const { statistics, lastBackupAtMs, damage } = await controller.readStatus();
    const watch = await readWatch(context.profile, session.folders);
    if (json) {
      const { serverUrl, userName } = credentials;
      output.line(
        JSON.stringify({
          folders: session.folders,
          serverUrl,
          userName,
          lastBackupAtMs,
          statistics,
          damage,
          watch: watch ?? null,
        }),
      );
      return EXIT.ok;
    }
    for (const folder of session.folders) output.line(printable(folder));
    output.line(`  to ${credentials.serverUrl} as ${printable(credentials.userName)}\n`);
    if (statistics.libraryCount === 0 && lastBackupAtMs === undefined) {
      output.line(
        `Nothing was backed up yet. Begin with: ${typed(`backup ${session.folders.map(shellWord).join(' ')}`)}`,
      );
      return EXIT.ok;
    }
    if (statistics.libraryCount === 0)
      output.line('The library is empty now. What was backed up from it is safe on the server.');
    else
      for (const line of summaryLines(statistics, await readDetails(controller, statistics)))
        output.line(line);
    const selection = selectionSentence(statistics, await controller.listAlbums(), session.folders);
    if (selection !== undefined) output.line(`\n${selection}`);
    const cutOff = cutOffSentence(await controller.readSettings());
    if (cutOff !== undefined) output.line(`\n${cutOff}`);
    const last = lastBackupAtMs === undefined ? 'never completed' : formatAgo(lastBackupAtMs, Date.now());
    output.line(`\nLast backup: ${last}`);
    for (const line of damageLines(damage, Date.now())) output.line(line);
    for (const line of watchLines(watch, Date.now())) output.line(line);
    if (statistics.failedCount > 0) {
      output.line(
        `${formatCounted(statistics.failedCount, 'upload')} failed. To list them: ${typed('failed')}. To try them again: ${typed('retry')}`,
      );
    }
    return EXIT.ok;
  });
}
