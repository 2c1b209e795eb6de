import { BackupError } from '@keepsake/engine';
import type { CommandContext } from '../cli/command-context.ts';
import { EXIT, exitCodeOf, worstOf, type ExitCode } from '../cli/exit-codes.ts';
import { printable } from '../display/format.ts';
import { STOPPED_COMMAND, stopSentence, type Stopped } from '../display/words.ts';
import { askedLibraries } from '../session/backed-up-libraries.ts';
import type { Session } from '../session/open-session.ts';
import { withSession } from './with-session.ts';

/** Where a library stands among those that a command speaks of. */
export interface Among {
  readonly isFirst: boolean;
  /** There are others: each is told under its heading. */
  readonly isOneOfSeveral: boolean;
}

/** What hinders all libraries alike is said once. */
const OF_ALL: ReadonlySet<ExitCode> = new Set([EXIT.interrupted, EXIT.signIn, EXIT.serverUnreachable]);

/**
 * Asks something of the named library, or of each that was backed up from here, and answers with the worst of the exit codes.
 * One that fails is named, and the others are asked all the same; it ends early where these would fare no better. `close` has the last
 * word where there are several. `stopped` says how it is begun again.
 */
export async function inEachLibrary(
  context: CommandContext,
  named: readonly string[],
  work: (session: Session, among: Among) => Promise<ExitCode>,
  close: (exitCode: ExitCode, libraryCount: number) => void,
  stopped: Stopped = STOPPED_COMMAND,
): Promise<ExitCode> {
  const requests = await askedLibraries(named, context.profile);
  const isOneOfSeveral = requests.length > 1;
  const exitCodes: ExitCode[] = [];
  for (const request of requests) {
    const among = { isFirst: exitCodes.length === 0, isOneOfSeveral };
    const exitCode = await withSession(context, request, (session) => work(session, among)).catch(
      (error: unknown) => {
        if (!isOneOfSeveral || !(error instanceof BackupError)) throw error;
        const named = request.folders.map(printable).join(', ');
        context.output.note(`${named}: ${stopSentence(error.code, error.message, stopped)}`);
        return exitCodeOf(error.code);
      },
    );
    exitCodes.push(exitCode);
    if (OF_ALL.has(exitCode)) break;
  }
  const worst = worstOf(exitCodes);
  if (isOneOfSeveral) close(worst, requests.length);
  return worst;
}
