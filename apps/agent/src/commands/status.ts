import type { BackupStatus } from '@keepsake/engine';
import { typed } from '../cli/command-name.ts';
import type { LibraryOptions } from '../cli/command.ts';
import { EXIT, type ExitCode } from '../cli/exit-codes.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { formatAgo, formatCounted, libraryWords, printable, shellWord } from '../display/format.ts';
import { lostChoiceSentence, selectionSentence } from '../display/selection-words.ts';
import { cutOffSentence } from '../display/setting-words.ts';
import { StatusSum } from '../display/status-sum.ts';
import { summaryLines } from '../display/library-tree.ts';
import { damageLines } from '../display/verify-words.ts';
import { readSelfBackup } from '../watch/watch-note.ts';
import { watchLines } from '../watch/watch-words.ts';
import { canRetryHelp } from '../session/can-retry-help.ts';
import type { Session } from '../session/open-session.ts';
import { inEachLibrary, type Among } from './in-each-library.ts';
import { readDetails } from './read-details.ts';

/**
 * `keepsake status`: how much is backed up of each library that was backed up from here, or of the named one, as of the last
 * look at it. Needs no server.
 */
export async function status({ folders, json }: LibraryOptions, context: CommandContext): Promise<ExitCode> {
  const { output } = context;
  const sum = new StatusSum();
  const work = async (session: Session, among: Among): Promise<ExitCode> => {
    const known = await session.controller.readStatus();
    const { statistics, lastBackupAtMs, damage } = known;
    sum.add(session.folders, statistics);
    const watch = await readSelfBackup(context.profile, session);
    if (json) {
      const { serverUrl, userName } = session.credentials;
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
    if (!among.isFirst) output.line('');
    for (const line of await statusLines(session, known, among)) output.line(line);
    for (const line of watchLines(watch, Date.now())) output.line(line);
    const { failedCount } = statistics;
    if (failedCount > 0) {
      const library = among.isOneOfSeveral ? libraryWords(session.folders) : '';
      const isHelped = await canRetryHelp(session.controller);
      const what = isHelped
        ? `To list them: ${typed(`failed${library}`)}. To try them again: ${typed(`retry${library}`)}`
        : `To list them, and what helps: ${typed(`failed${library}`)}`;
      output.line(`${formatCounted(failedCount, 'upload')} failed. ${what}`);
    }
    return EXIT.ok;
  };
  return inEachLibrary(context, folders, work, (exitCode, libraryCount) => {
    if (json) output.line(JSON.stringify({ event: 'sum', libraryCount, exitCode, candidates: sum.counts() }));
    else for (const line of sum.lines(libraryCount)) output.line(line);
  });
}

/** How one library stands, under its folders. */
async function statusLines(
  { controller, credentials, folders, hasLostChoice }: Session,
  { statistics, lastBackupAtMs, damage }: BackupStatus,
  { isOneOfSeveral }: Among,
): Promise<readonly string[]> {
  const lines = [
    ...folders.map(printable),
    `  to ${credentials.serverUrl} as ${printable(credentials.userName)}\n`,
  ];
  const { libraryCount, candidates, uploadedCount, duplicateCount } = statistics;
  if (libraryCount === 0 && lastBackupAtMs === undefined)
    return [
      ...lines,
      hasLostChoice
        ? lostChoiceSentence(folders)
        : `Nothing was backed up yet. Begin with: ${typed(`backup ${folders.map(shellWord).join(' ')}`)}`,
    ];
  if (libraryCount === 0)
    lines.push(
      damage.lostCount === 0
        ? 'The library is empty now. What was backed up from it is safe on the server.'
        : 'The library is empty now.',
    );
  else lines.push(...summaryLines(statistics, await readDetails(controller, statistics)));
  const albums = await controller.listAlbums();
  const selection = hasLostChoice
    ? lostChoiceSentence(folders)
    : selectionSentence(statistics, albums, folders);
  if (selection !== undefined) lines.push(`\n${selection}`);
  const cutOff = cutOffSentence(await controller.readSettings(), isOneOfSeveral ? folders : []);
  if (cutOff !== undefined) lines.push(`\n${cutOff}`);
  // A look at what nobody chose anything of is no backup.
  const isBackup =
    libraryCount === 0 ||
    candidates.totalCount + uploadedCount + duplicateCount > 0 ||
    albums.some(({ choice }) => choice === 'selected');
  if (!isBackup) return lines;
  const last = lastBackupAtMs === undefined ? 'never completed' : formatAgo(lastBackupAtMs, Date.now());
  return [...lines, `\nLast backup: ${last}`, ...damageLines(damage, Date.now())];
}
