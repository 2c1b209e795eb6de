import type { RunOutcome, VerifyReport } from '@keepsake/engine';
import type { VerifyCommand } from '../cli/command.ts';
import { CommandError } from '../cli/command-error.ts';
import { EXIT, exitCodeOfOutcome, type ExitCode } from '../cli/exit-codes.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { chooseDisplay } from '../display/choose-display.ts';
import {
  damageLines,
  differenceLines,
  differenceReason,
  verifyLines,
  verifyOutcomeSentence,
} from '../display/verify-words.ts';
import type { Session } from '../session/open-session.ts';
import { withSession } from './with-session.ts';

/** `keepsake verify`: compares every entry of the ledger with the server by checksum, and lists what differs (V1). */
export async function verify(command: VerifyCommand, context: CommandContext): Promise<ExitCode> {
  const request = { kind: 'named', folders: command.folders } as const;
  return withSession(context, request, async (session) => {
    if (command.isDeep) await requireDeepVerify(session);
    const { outcome, report } = await runVerify(session, command, context);
    const { output } = context;
    const differs = report !== undefined && report.missingCount + report.damagedCount > 0;
    const exitCode =
      outcome.kind === 'completed' ? (differs ? EXIT.someFailed : EXIT.ok) : exitCodeOfOutcome(outcome);
    if (command.json) {
      const { differing, ...counts } = report ?? { differing: [] };
      for (const { record, verdict } of differing) {
        const reason = differenceReason(record, verdict);
        output.line(JSON.stringify({ event: 'differs', id: record.asset.id, kind: verdict.kind, reason }));
      }
      output.line(JSON.stringify({ event: 'summary', exitCode, outcome, ...counts }));
      return exitCode;
    }
    if (report === undefined || outcome.kind !== 'completed') {
      output.line(verifyOutcomeSentence(outcome));
      return exitCode;
    }
    for (const line of verifyLines(report)) output.line(line);
    for (const line of differenceLines(report)) output.line(line);
    // What was damaged before is not compared until it is sent again; nobody may take it for proven.
    if (report.damagedCount > 0) return exitCode;
    const { damage } = await session.controller.readStatus();
    for (const line of damageLines(damage, Date.now())) output.line(`\n${line}`);
    return exitCode;
  });
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
