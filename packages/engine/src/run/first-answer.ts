import { Cancelled, CancelSource, untilCancelled, type CancelSignal } from '../cancel.ts';
import { BackupError } from '../errors/backup-error.ts';
import type { Clock } from '../ports/clock.ts';
import type { RunKind } from '../ports/run-lock.ts';

/**
 * A person who starts a backup will not look at "looking for the server" for longer. Nobody looks at a background run, and
 * the disk of a server at home may have to wake up first.
 */
const LIMIT_MS: Readonly<Record<RunKind, number>> = { foreground: 10_000, background: 60_000 };

/** Asks a server that was not heard yet. One that takes the question and says nothing is not there: `network`. */
export async function withFirstAnswerLimit<Answer>(
  clock: Clock,
  kind: RunKind,
  signal: CancelSignal,
  ask: (signal: CancelSignal) => Promise<Answer>,
): Promise<Answer> {
  const limited = new CancelSource(signal);
  const answered = new CancelSource();
  clock.sleep(LIMIT_MS[kind], answered).then(
    () => {
      limited.cancel(new BackupError('network', `no answer within ${LIMIT_MS[kind] / 1000} seconds`));
    },
    () => undefined,
  );
  try {
    return await untilCancelled(ask(limited), limited);
  } finally {
    answered.cancel(new Cancelled('the server answered'));
    limited.release();
  }
}
