import type { RunOutcome, VerifyReport } from '@keepsake/engine';
import type { VerifyCommand } from '../cli/command.ts';
import { CommandError } from '../cli/command-error.ts';
import { EXIT, exitCodeOfOutcome, type ExitCode } from '../cli/exit-codes.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { chooseDisplay } from '../display/choose-display.ts';
import { printable } from '../display/format.ts';
import { VerifySum } from '../display/verify-sum.ts';
import {
  damageLines,
  differenceLines,
  differenceReason,
  notBackedUpLines,
  notBackedUpOf,
  verifyLines,
  verifyOutcomeSentence,
} from '../display/verify-words.ts';
import { STOPPED_COMPARISON } from '../display/words.ts';
import type { Session } from '../session/open-session.ts';
import { inEachLibrary, type Among } from './in-each-library.ts';

/**
 * `keepsake verify`: compares every entry of the ledger with the server by checksum, and lists what differs (V1); of each library
 * that was backed up from here, or of the named one. Says, too, what was chosen and is not backed up (E6).
 */
export async function verify(command: VerifyCommand, context: CommandContext): Promise<ExitCode> {
  const { output } = context;
  const sum = new VerifySum();
  const work = async (session: Session, { isFirst, isOneOfSeveral }: Among): Promise<ExitCode> => {
    if (command.isDeep) await requireDeepVerify(session);
    const { outcome, report } = await runVerify(session, command, context);
    const { damage, statistics } = await session.controller.readStatus();
    const left = notBackedUpOf(statistics, damage);
    if (outcome.kind === 'completed' && report !== undefined) sum.add(session.folders, report, damage, left);
    const differs = report !== undefined && report.missingCount + report.damagedCount > 0;
    const isAll = !differs && statistics.candidates.failedCount + statistics.candidates.waitingCount === 0;
    const exitCode =
      outcome.kind === 'completed' ? (isAll ? EXIT.ok : EXIT.someFailed) : exitCodeOfOutcome(outcome);
    if (command.json) {
      const { differing, ...counts } = report ?? { differing: [] };
      for (const { record, verdict } of differing) {
        const reason = differenceReason(record, verdict);
        output.line(JSON.stringify({ event: 'differs', id: record.asset.id, kind: verdict.kind, reason }));
      }
      const whose = isOneOfSeveral ? { folders: session.folders } : {};
      output.line(JSON.stringify({ event: 'summary', ...whose, exitCode, outcome, ...counts, ...left }));
      return exitCode;
    }
    if (isOneOfSeveral) output.line(`${isFirst ? '' : '\n'}${session.folders.map(printable).join('\n')}\n`);
    if (report === undefined || outcome.kind !== 'completed') {
      output.line(verifyOutcomeSentence(outcome));
      return exitCode;
    }
    for (const line of verifyLines(report)) output.line(line);
    const library = isOneOfSeveral ? session.folders : [];
    for (const line of differenceLines(report, library)) output.line(line);
    for (const line of notBackedUpLines(left, library)) output.line(`\n${line}`);
    // What was damaged before is not compared until it is sent again; nobody may take it for proven.
    if (report.damagedCount > 0) return exitCode;
    for (const line of damageLines(damage, Date.now())) output.line(`\n${line}`);
    return exitCode;
  };
  return inEachLibrary(
    context,
    command.folders,
    work,
    (exitCode, libraryCount) => {
      if (command.json)
        output.line(JSON.stringify({ event: 'sum', libraryCount, exitCode, ...sum.counts() }));
      else for (const line of sum.lines(libraryCount)) output.line(line);
    },
    STOPPED_COMPARISON,
  );
}

/** What the server only says to have read again is not proven. */
async function requireDeepVerify(session: Session): Promise<void> {
  const { can, product, version } = await session.describeServer();
  if (can.deepVerify) return;
  throw new CommandError(
    `This server (${product} ${version}) cannot read its files again. Without --deep its checksums are compared.`,
  );
}

async function runVerify(
  { controller }: Session,
  { isDeep, json }: VerifyCommand,
  context: CommandContext,
): Promise<{ readonly outcome: RunOutcome; readonly report: VerifyReport | undefined }> {
  const display = chooseDisplay(context.output, json);
  const stopShowing = controller.subscribe((snapshot) => {
    display.show(snapshot);
  });
  const stopListening = context.onInterrupt(() => {
    controller.cancel();
  });
  try {
    return await controller.verify({ isDeep });
  } finally {
    stopListening();
    stopShowing();
    display.end();
  }
}
