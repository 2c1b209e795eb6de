import type { AssetId, BackupController, Settlement } from '@keepsake/engine';
import type { SendAgainOptions } from '../cli/command.ts';
import { EXIT, type ExitCode } from '../cli/exit-codes.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { printable } from '../display/format.ts';
import type { LibraryFolders } from '../profile/profile.ts';
import { changeSettings } from '../session/change-settings.ts';
import { KEEP_CHOICES } from '../session/choose-albums.ts';
import type { LibraryRequest } from '../session/library-choice.ts';
import type { Session } from '../session/open-session.ts';
import { findInLibraries } from './find-in-libraries.ts';
import { runBackup } from './run-backup.ts';
import { withSession } from './with-session.ts';

/** What is sent again, and its words. */
export interface SendAgain {
  /** How assets stand that can be sent again. */
  readonly settlement: Settlement['kind'];
  /** Asks the engine for it; answers how many there are. */
  readonly want: (controller: BackupController, ids: readonly AssetId[] | 'all') => Promise<number>;
  /** For a file that nobody knows. */
  readonly hint: () => string;
  /** The beginnings of sentences that go on with why there is nothing to do; of a library, and of named files. */
  readonly noneIn: (library: string) => string;
  readonly noneOfFiles: string;
  readonly announce: (count: number, library: string) => string;
}

/** Assets of one library that are to be sent again. */
interface Wanted {
  readonly request: LibraryRequest;
  readonly ids: readonly AssetId[] | 'all';
}

/**
 * Sends files again, at once. They are found in whichever library they lie in; without a file, all of the named library
 * are meant, or of the last one.
 */
export async function sendAgain(
  kind: SendAgain,
  command: SendAgainOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const all: Wanted = { request: { kind: 'named', folders: command.folders }, ids: 'all' };
  const wanted = command.files.length === 0 ? [all] : await wantedFiles(kind, command, context);
  let exitCode: ExitCode = EXIT.ok;
  for (const { request, ids } of wanted) {
    const code = await withSession(context, request, async (session) => {
      await changeSettings(session.controller, command.settings);
      return sendAgainIn(kind, session, ids, command.json, context);
    });
    if (exitCode === EXIT.ok) exitCode = code;
    if (code === EXIT.interrupted) break;
  }
  return exitCode;
}

/** The named files by library; of several libraries that know a file, the one in which it can be sent again. */
async function wantedFiles(
  { settlement, hint }: SendAgain,
  command: SendAgainOptions,
  context: CommandContext,
): Promise<readonly Wanted[]> {
  const byLibrary = new Map<string, { readonly folders: LibraryFolders; readonly ids: AssetId[] }>();
  for (const file of command.files) {
    const found = await findInLibraries(context, command.folders, file, hint);
    const { folders, explained } =
      found.find(({ explained: { record } }) => record.settlement.kind === settlement) ?? found[0];
    const key = JSON.stringify(folders);
    const library = byLibrary.get(key) ?? { folders, ids: [] };
    library.ids.push(explained.record.asset.id);
    byLibrary.set(key, library);
  }
  return [...byLibrary.values()].map(({ folders, ids }) => ({ request: { kind: 'known', folders }, ids }));
}

async function sendAgainIn(
  kind: SendAgain,
  session: Session,
  ids: Wanted['ids'],
  json: boolean,
  context: CommandContext,
): Promise<ExitCode> {
  const library = session.folders.map(printable).join(', ');
  const count = await kind.want(session.controller, ids);
  if (count === 0) {
    const sentence = ids === 'all' ? kind.noneIn(library) : kind.noneOfFiles;
    if (!json) context.output.line(sentence);
    return EXIT.ok;
  }
  if (!json) context.output.line(kind.announce(count, library));
  return runBackup(session, { json, planChoices: () => KEEP_CHOICES }, context);
}
