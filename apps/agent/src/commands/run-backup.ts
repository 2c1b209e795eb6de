import { typed } from '../cli/command-name.ts';
import type { AlbumRecord, RunOutcome, Statistics } from '@keepsake/engine';
import { EXIT, exitCodeOfOutcome, type ExitCode } from '../cli/exit-codes.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { chooseDisplay } from '../display/choose-display.ts';
import { printable } from '../display/format.ts';
import { emptiedSentence } from '../device/emptied-roots.ts';
import { leftOutSentence } from '../device/server-folders.ts';
import { vanishedSentence } from '../device/vanished-folders.ts';
import { selectionSentence } from '../display/selection-words.ts';
import { failedHint } from '../display/retry-words.ts';
import { cutOffSentence } from '../display/setting-words.ts';
import { summaryLines } from '../display/library-tree.ts';
import { albumSyncLine, outcomeSentence, runLine } from '../display/summary.ts';
import type { ChoicePlan } from '../session/choose-albums.ts';
import { canRetryHelp } from '../session/can-retry-help.ts';
import type { Session } from '../session/open-session.ts';
import { createChooser } from './chooser.ts';
import { listNames, writeEvents } from './list-names.ts';
import { readDetails } from './read-details.ts';

/** Who emptied the trash on purpose is not asked about it for ever; who did not must hear of it. */
const deletedHint = (): string =>
  `What was deleted on the server is not sent again by itself. To send all of it again: ${typed('upload-again --all')}. To send some of it: ${typed('upload-again FILE')}`;

export interface RunRequest {
  readonly json: boolean;
  readonly planChoices: (albums: readonly AlbumRecord[]) => ChoicePlan;
}

/** Runs a backup, shows it, and ends with a summary whose numbers add up. Ctrl-C stops it and loses nothing. */
export async function runBackup(
  session: Session,
  { json, planChoices }: RunRequest,
  context: CommandContext,
): Promise<ExitCode> {
  const { controller } = session;
  const { output } = context;
  const before = await controller.listAlbums();
  const display = chooseDisplay(output, json);
  const chooser = createChooser({
    before,
    folders: session.folders,
    planChoices,
    say: (note) => display.note(note),
  });
  const stopShowing = controller.subscribe((snapshot) => {
    display.show(snapshot);
  });
  const stopListening = context.onInterrupt(() => {
    controller.cancel();
  });
  const startedAt = performance.now();
  let outcome: RunOutcome;
  try {
    outcome = await controller.start(chooser);
  } finally {
    stopListening();
    stopShowing();
    display.end();
  }
  const durationMs = performance.now() - startedAt;
  const snapshot = controller.snapshot();
  const unreadable = session.library.problems();
  const emptied = session.library.emptiedRoots();
  // A run that did not come to its end says it at its next.
  const vanished = outcome.kind === 'completed' ? await session.findVanishedFolders() : [];
  const unseen = { unreadableCount: unreadable.length, emptiedCount: emptied.length + vanished.length };
  const reservations = { ...unseen, unknownExclusions: chooser.unknownExclusions() };
  const exitCode = exitCodeOfRun(outcome, snapshot.statistics, unseen);

  if (json) {
    await writeEvents(session, output);
    for (const path of session.library.serverFolders())
      output.line(JSON.stringify({ event: 'left-out', path }));
    for (const root of emptied) output.line(JSON.stringify({ event: 'emptied', ...root }));
    for (const folder of vanished) output.line(JSON.stringify({ event: 'vanished', ...folder }));
    output.line(
      JSON.stringify({
        event: 'summary',
        exitCode,
        outcome,
        statistics: snapshot.statistics,
        progress: snapshot.progress,
        albumSync: snapshot.albumSync,
        storage: snapshot.storage,
        notes: chooser.notes(),
        motionPartsSent: session.motionPartsSent(),
        bytesRead: session.library.bytesRead,
        durationMs: Math.round(durationMs),
      }),
    );
    return exitCode;
  }

  for (const path of session.library.serverFolders()) output.line(printable(leftOutSentence(path)));
  for (const root of emptied) output.line(printable(emptiedSentence(root)));
  for (const folder of vanished) output.line(printable(vanishedSentence(folder)));
  output.line(outcomeSentence(outcome, snapshot.statistics, reservations));
  if (snapshot.statistics === undefined || snapshot.statistics.libraryCount === 0) return exitCode;
  output.line('');
  const hasLedger = outcome.kind !== 'stopped' || outcome.code !== 'ledger-unavailable';
  const details = hasLedger ? await readDetails(controller, snapshot.statistics) : undefined;
  for (const line of summaryLines(snapshot.statistics, details)) output.line(line);
  if (outcome.kind === 'completed') {
    output.line(`\n${runLine(snapshot, session.motionPartsSent(), durationMs)}`);
    const leftOver = albumSyncLine(snapshot);
    if (leftOver !== undefined) output.line(leftOver);
    const albums = await controller.listAlbums();
    const selection = selectionSentence(snapshot.statistics, albums, session.folders);
    if (selection !== undefined) output.line(`\n${selection}`);
    const cutOff = cutOffSentence(await controller.readSettings());
    if (cutOff !== undefined) output.line(`\n${cutOff}`);
    await listNames(session, output);
  }
  if (snapshot.statistics.deletedOnServerCount > 0) output.line(`\n${deletedHint()}`);
  if (snapshot.statistics.failedCount > 0) output.line(`\n${failedHint(await canRetryHelp(controller))}`);
  for (const note of chooser.notes()) output.line(`\n${note}`);
  return exitCode;
}

/** E6: not 0 when a candidate was not backed up, or when a folder could not even be looked into, or is suddenly empty. */
function exitCodeOfRun(
  outcome: RunOutcome,
  statistics: Statistics | undefined,
  { unreadableCount, emptiedCount }: { readonly unreadableCount: number; readonly emptiedCount: number },
): ExitCode {
  if (outcome.kind !== 'completed') return exitCodeOfOutcome(outcome);
  if (emptiedCount > 0) return EXIT.libraryUnavailable;
  const left = (statistics?.candidates.failedCount ?? 0) + (statistics?.candidates.waitingCount ?? 0);
  return left > 0 || unreadableCount > 0 ? EXIT.someFailed : EXIT.ok;
}
