import { Cancelled, CancelSource, untilCancelled, type CancelSignal } from '../cancel.ts';
import { BackupError } from '../errors/backup-error.ts';
import type { Clock } from '../ports/clock.ts';

/** A person who starts a backup will not look at "looking for the server" for longer. */
const LIMIT_MS = 10_000;

/** Asks a server that was not heard yet. One that takes the question and says nothing is not there: `network`. */
export async function withFirstAnswerLimit<Answer>(
  clock: Clock,
  signal: CancelSignal,
  ask: (signal: CancelSignal) => Promise<Answer>,
): Promise<Answer> {
  const limited = new CancelSource(signal);
  const answered = new CancelSource();
  clock.sleep(LIMIT_MS, answered).then(
    () => {
      limited.cancel(new BackupError('network', `no answer within ${LIMIT_MS / 1000} seconds`));
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
