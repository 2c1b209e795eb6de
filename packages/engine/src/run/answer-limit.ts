import { Cancelled, CancelSource, untilCancelled, type CancelSignal } from '../cancel.ts';
import { BackupError } from '../errors/backup-error.ts';
import type { Clock } from '../ports/clock.ts';

/** Asks a server. One that takes the question and says nothing in time is not there: `network`. */
export async function withAnswerLimit<Answer>(
  clock: Clock,
  limitMs: number,
  signal: CancelSignal,
  ask: (signal: CancelSignal) => Promise<Answer>,
): Promise<Answer> {
  const limited = new CancelSource(signal);
  const answered = new CancelSource();
  clock.sleep(limitMs, answered).then(
    () => {
      limited.cancel(new BackupError('network', `no answer within ${limitMs / 1000} seconds`));
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
