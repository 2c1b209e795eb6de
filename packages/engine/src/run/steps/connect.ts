import { throwIfCancelled, type CancelSignal } from '../../cancel.ts';
import { BackupError } from '../../errors/backup-error.ts';
import type { RemoteDescription } from '../../ports/remote.ts';
import type { RunKind } from '../../ports/run-lock.ts';
import { withAnswerLimit } from '../answer-limit.ts';
import { enter, impatientConnection, type RunContext } from '../run-context.ts';

/**
 * A person who starts a backup will not look at "looking for the server" for longer. Nobody looks at a background run, and
 * the disk of a server at home may have to wake up first.
 */
const FIRST_ANSWER_MS: Readonly<Record<RunKind, number>> = { foreground: 10_000, background: 60_000 };

/** Asks the server who and what is there. One that is not there at the start is said at once, and not waited for. */
export async function connect(run: RunContext): Promise<void> {
  enter(run, { kind: 'connecting' });
  const { deps, observer, options, signal } = run;
  const connection = impatientConnection(run);
  let refusal: unknown;
  const describe = async (guarded: CancelSignal): Promise<RemoteDescription> => {
    try {
      return await deps.remote.describe(guarded);
    } catch (error) {
      if (!guarded.aborted) refusal = error instanceof BackupError && isAnswer(error) ? error : undefined;
      throw error;
    }
  };
  try {
    run.server = await withAnswerLimit(deps.clock, FIRST_ANSWER_MS[options.kind], signal, (limited) =>
      connection.call(describe, limited),
    );
  } catch (error) {
    throwIfCancelled(signal);
    // A server that answered with trouble until the time was over is there. A fault of ours is told as what it is.
    throw error instanceof BackupError ? (refusal ?? error) : error;
  }
  observer.onStorage(run.server.storage);
}

/** Whether somebody answered: one that is silent until the transport gives up is as little there as one that is silent for longer. */
const isAnswer = ({ code, disposition }: BackupError): boolean =>
  code !== 'timeout' && disposition !== 'wait';
