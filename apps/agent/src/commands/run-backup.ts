import type { AlbumRecord, RunOutcome, Statistics } from '@keepsake/engine';
import { EXIT, exitCodeOf, type ExitCode } from '../cli/exit-codes.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { chooseDisplay } from '../display/choose-display.ts';
import { printable } from '../display/format.ts';
import { emptiedSentence } from '../device/emptied-roots.ts';
import { vanishedSentence } from '../device/vanished-folders.ts';
import { selectionSentence } from '../display/selection-words.ts';
import { albumSyncLine, outcomeSentence, runLine, summaryLines } from '../display/summary.ts';
import { ignoredReason, reasonOfFailure } from '../display/words.ts';
import type { ChoicePlan } from '../session/choose-albums.ts';
import { listAll } from '../session/list-all.ts';
import type { Session } from '../session/open-session.ts';
import { createChooser } from './chooser.ts';
import { readDetails } from './read-details.ts';

/** Names of ignored files that are listed one by one; the others are counted. */
const MOST_IGNORED = 20;
const MOST_FAILED = 100;

/** A file that was repaired looks as before: its date and size are the same. */
const FAILED_HINT =
  'What failed is not tried again by itself unless the file changes: one that could not be read stays failed when it can be read again. To try again: keepsake retry. To list it: keepsake failed';

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
    for await (const record of listAll(controller, 'candidate', 'failed')) {
      if (record.settlement.kind === 'failed') {
        output.line(JSON.stringify({ event: 'failed', id: record.asset.id, ...record.settlement.failure }));
      }
    }
    for await (const record of listAll(controller, 'ignored', undefined)) {
      if (record.standing.kind === 'ignored') {
        output.line(
          JSON.stringify({ event: 'ignored', id: record.asset.id, reason: record.standing.reason }),
        );
      }
    }
    for (const problem of unreadable) output.line(JSON.stringify({ event: 'unreadable', ...problem }));
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
    await listNames(session, context);
  }
  if (snapshot.statistics.failedCount > 0) output.line(`\n${FAILED_HINT}`);
  for (const note of chooser.notes()) output.line(`\n${note}`);
  return exitCode;
}

/** Each failed file and each ignored one, with the reason. */
async function listNames(session: Session, { output }: CommandContext): Promise<void> {
  const { controller } = session;
  let count = 0;
  for await (const record of listAll(controller, 'candidate', 'failed')) {
    if (record.settlement.kind !== 'failed') continue;
    if (count === 0) output.line('\nFailed:');
    count += 1;
    if (count <= MOST_FAILED)
      output.line(`  ${printable(record.asset.id)}: ${reasonOfFailure(record.settlement.failure)}`);
  }
  if (count > MOST_FAILED) output.line(`  … and ${count - MOST_FAILED} more: keepsake failed`);

  count = 0;
  for await (const record of listAll(controller, 'ignored', undefined)) {
    if (record.standing.kind !== 'ignored') continue;
    if (count === 0) output.line('\nIgnored:');
    count += 1;
    if (count > MOST_IGNORED) break;
    output.line(`  ${printable(record.asset.id)}: ${ignoredReason(record.standing.reason)}`);
  }
  const ignoredCount = controller.snapshot().statistics?.ignoredCount ?? 0;
  if (ignoredCount > MOST_IGNORED) output.line(`  … and ${ignoredCount - MOST_IGNORED} more`);

  const problems = session.library.problems();
  if (problems.length > 0) output.line('\nNot looked into:');
  for (const problem of problems) output.line(`  ${printable(problem.path)} ${problem.reason}`);
}

/** E6: not 0 when a candidate was not backed up, or when a folder could not even be looked into, or is suddenly empty. */
function exitCodeOfRun(
  outcome: RunOutcome,
  statistics: Statistics | undefined,
  { unreadableCount, emptiedCount }: { readonly unreadableCount: number; readonly emptiedCount: number },
): ExitCode {
  switch (outcome.kind) {
    case 'already-running':
      return EXIT.alreadyRunning;
    case 'cancelled':
      return EXIT.interrupted;
    case 'stopped':
      return exitCodeOf(outcome.code);
    case 'completed': {
      if (emptiedCount > 0) return EXIT.libraryUnavailable;
      const left = (statistics?.candidates.failedCount ?? 0) + (statistics?.candidates.waitingCount ?? 0);
      return left > 0 || unreadableCount > 0 ? EXIT.someFailed : EXIT.ok;
    }
  }
}
