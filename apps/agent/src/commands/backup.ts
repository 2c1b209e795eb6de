import type { AlbumRecord, Settings } from '@keepsake/engine';
import { CommandError } from '../cli/command-error.ts';
import type { BackupCommand } from '../cli/command.ts';
import { EXIT, exitCodeOfOutcome, type ExitCode } from '../cli/exit-codes.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { formatAssets, formatBytes, printable } from '../display/format.ts';
import { emptiedSentence } from '../device/emptied-roots.ts';
import { leftOutSentence, serverFolderAround } from '../device/server-folders.ts';
import { vanishedSentence } from '../device/vanished-folders.ts';
import { summaryLines } from '../display/library-tree.ts';
import { outcomeSentence } from '../display/summary.ts';
import { planChoices, type ChoicePlan } from '../session/choose-albums.ts';
import { listAll } from '../session/list-all.ts';
import type { LibraryFolders } from '../profile/profile.ts';
import { withFormerPlace, withLast } from '../session/library-choice.ts';
import type { Session } from '../session/open-session.ts';
import { changeSettings } from '../session/change-settings.ts';
import { createChooser } from './chooser.ts';
import { readDetails } from './read-details.ts';
import { runBackup } from './run-backup.ts';
import { withSession } from './with-session.ts';

/** Files that a dry run names on a screen; with `--json` all are named. */
const MOST_NAMED = 50;

/** `keepsake backup`: backs up the folders, or says with `--dry-run` what it would do. */
export async function backup(command: BackupCommand, context: CommandContext): Promise<ExitCode> {
  for (const folder of command.folders) await refuseServerFolder(folder);
  const request = { kind: 'named', folders: command.folders } as const;
  const work = async (session: Session): Promise<ExitCode> => {
    requireChoice(session, command);
    if (command.dryRun) {
      requireSettingsAsTheyAre(command.settings);
      return dryRun(session, command, context);
    }
    const { profile } = context;
    let before: readonly LibraryFolders[] = [];
    await profile.changeLibraries((libraries) => {
      before = libraries;
      return withLast(libraries, session.folders);
    });
    await changeSettings(session.controller, command.settings);
    try {
      let isPlanned = false;
      const plan = (albums: readonly AlbumRecord[]): ChoicePlan => {
        const choicePlan = planChoices(albums, command);
        isPlanned = true;
        return choicePlan;
      };
      const exitCode = await runBackup(session, { json: command.json, planChoices: plan }, context);
      // A ledger in trouble may not have kept the choice.
      if (isPlanned && exitCode !== EXIT.libraryUnavailable) await session.forgetLoss();
      return exitCode;
    } catch (error) {
      // A command that was not understood is none to go on from.
      await profile.changeLibraries((libraries) => withFormerPlace(libraries, before, session.folders));
      throw error;
    }
  };
  return withSession(context, request, work, { isEmptiedOnPurpose: command.isEmptiedOnPurpose });
}

/** What a server keeps would be counted as photos of this computer, and sent once more. */
async function refuseServerFolder(folder: string): Promise<void> {
  const path = await serverFolderAround(folder);
  if (path === undefined) return;
  throw new CommandError(
    `A Keepsake server keeps its copies in ${printable(path)}. Name the folder that your own photos are in.`,
  );
}

/** What was excluded must not be sent because a ledger was damaged. */
function requireChoice({ hasLostChoice }: Session, { select, exclude }: BackupCommand): void {
  if (!hasLostChoice || select.length + exclude.length > 0) return;
  throw new CommandError(
    'The choice of albums was in the damaged notes and must be given again, with --select ALBUM or --exclude ALBUM; if nothing was ever excluded: --select Everything',
    EXIT.libraryUnavailable,
  );
}

/** What a dry run says must be true of the backup that follows, and it changes nothing itself. */
function requireSettingsAsTheyAre(settings: Partial<Settings>): void {
  if (!('cutOffAtMs' in settings) && !('ignoreIcloudAssets' in settings)) return;
  throw new CommandError(
    '--since and --skip-cloud are remembered, so they cannot be tried out with --dry-run: it tells of the settings as they are.',
  );
}

/** Scans, says what would be sent if albums were chosen as asked, and writes no choice down. */
async function dryRun(
  session: Session,
  command: BackupCommand,
  { output, ...context }: CommandContext,
): Promise<ExitCode> {
  const { controller } = session;
  const chooser = createChooser({
    before: await controller.listAlbums(),
    folders: session.folders,
    planChoices: (albums) => planChoices(albums, command),
    say: (note) => output.note(note),
  });
  const stopListening = context.onInterrupt(() => {
    controller.cancel();
  });
  try {
    const outcome = await controller.scan(chooser);
    const { statistics } = controller.snapshot();
    const emptied = session.library.emptiedRoots();
    const vanished = outcome.kind === 'completed' ? await session.findVanishedFolders() : [];
    const exitCode = emptied.length + vanished.length > 0 ? EXIT.libraryUnavailable : EXIT.ok;
    for (const path of session.library.serverFolders()) output.note(printable(leftOutSentence(path)));
    for (const root of emptied) output.note(printable(emptiedSentence(root)));
    for (const folder of vanished) output.note(printable(vanishedSentence(folder)));
    if (outcome.kind !== 'completed' || statistics === undefined) {
      output.note(outcomeSentence(outcome, statistics));
      return outcome.kind === 'completed' ? EXIT.interrupted : exitCodeOfOutcome(outcome);
    }
    let named = 0;
    for (const settlement of ['pending', 'retrying'] as const) {
      for await (const { asset } of listAll(controller, 'candidate', settlement)) {
        named += 1;
        if (command.json)
          output.line(
            JSON.stringify({ event: 'would-back-up', id: asset.id, sizeBytes: asset.original.sizeBytes }),
          );
        else if (named <= MOST_NAMED) output.line(printable(asset.id));
      }
    }
    if (command.json) {
      output.line(JSON.stringify({ event: 'summary', exitCode, statistics, notes: chooser.notes() }));
      return exitCode;
    }
    if (named > MOST_NAMED) output.line(`… and ${named - MOST_NAMED} more`);
    const { waitingCount, waitingBytes } = statistics.candidates;
    output.line(
      `\n${formatAssets(waitingCount)} (${formatBytes(waitingBytes)}) would be looked up on the server, and sent if it does not have them. Nothing was sent.\n`,
    );
    for (const line of summaryLines(statistics, await readDetails(controller, statistics))) output.line(line);
    for (const note of chooser.notes()) output.line(`\n${note}`);
    return exitCode;
  } finally {
    stopListening();
  }
}
