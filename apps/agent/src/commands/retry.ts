import type { AssetId } from '@keepsake/engine';
import type { Command } from '../cli/command.ts';
import { EXIT, type ExitCode } from '../cli/exit-codes.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { formatAssets, printable } from '../display/format.ts';
import type { LibraryFolders } from '../profile/profile.ts';
import { KEEP_CHOICES } from '../session/choose-albums.ts';
import type { LibraryRequest } from '../session/library-choice.ts';
import type { Session } from '../session/open-session.ts';
import { findInLibraries } from './find-in-libraries.ts';
import { runBackup } from './run-backup.ts';
import { withSession } from './with-session.ts';

type RetryCommand = Command & { kind: 'retry' };

/** Failed files of one library. */
interface Wanted {
  readonly request: LibraryRequest;
  readonly ids: readonly AssetId[] | 'all-failed';
}

/**
 * `keepsake retry`: failed files, or some of them, are tried afresh, at once. Files are found in whichever library they
 * lie in; without a file, those of the named library are meant, or of the last one.
 */
export async function retry(command: RetryCommand, context: CommandContext): Promise<ExitCode> {
  const all: Wanted = { request: { kind: 'named', folders: command.folders }, ids: 'all-failed' };
  const wanted = command.files.length === 0 ? [all] : await wantedFiles(command, context);
  let exitCode: ExitCode = EXIT.ok;
  for (const { request, ids } of wanted) {
    const code = await withSession(context, request, async (session) => {
      if (command.jobs !== undefined)
        await session.controller.changeSettings({ parallelUploads: command.jobs });
      return retryIn(session, ids, command.json, context);
    });
    if (exitCode === EXIT.ok) exitCode = code;
    if (code === EXIT.interrupted) break;
  }
  return exitCode;
}

/** The named files by library; of several libraries that know a file, the one in which it failed. */
async function wantedFiles(command: RetryCommand, context: CommandContext): Promise<readonly Wanted[]> {
  const byLibrary = new Map<string, { readonly folders: LibraryFolders; readonly ids: AssetId[] }>();
  for (const file of command.files) {
    const hint = '`keepsake failed` lists what can be tried again.';
    const found = await findInLibraries(context, command.folders, file, hint);
    const { folders, explained } =
      found.find(({ explained: { record } }) => record.settlement.kind === 'failed') ?? found[0];
    const key = JSON.stringify(folders);
    const library = byLibrary.get(key) ?? { folders, ids: [] };
    library.ids.push(explained.record.asset.id);
    byLibrary.set(key, library);
  }
  return [...byLibrary.values()].map(({ folders, ids }) => ({ request: { kind: 'known', folders }, ids }));
}

async function retryIn(
  session: Session,
  ids: Wanted['ids'],
  json: boolean,
  context: CommandContext,
): Promise<ExitCode> {
  const library = session.folders.map(printable).join(', ');
  const count = await session.controller.retry(ids);
  if (count === 0) {
    const sentence = ids === 'all-failed' ? `Nothing failed in ${library}` : 'None of these files failed';
    if (!json) context.output.line(`${sentence}, so there is nothing to try again.`);
    return EXIT.ok;
  }
  if (!json) context.output.line(`Trying ${formatAssets(count)} in ${library} again.`);
  return runBackup(session, { json, planChoices: () => KEEP_CHOICES }, context);
}
