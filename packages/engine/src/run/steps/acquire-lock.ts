import { untilCancelled } from '../../cancel.ts';
import type { RunContext } from '../run-context.ts';
import type { RunEvent } from '../run-machine.ts';

/** Takes the run lock (B2). When it must be given back, the run is told to stop. */
export async function acquireLock(run: RunContext): Promise<RunEvent> {
  const { deps, options, signal } = run;
  const acquiring = deps.runLock.acquire(options.kind, signal);
  const result = await untilCancelled(acquiring, signal).catch((error: unknown) => {
    // Nobody wants a lock that comes too late.
    void acquiring
      .then((late) => (late.kind === 'acquired' ? late.lock.release() : undefined))
      .catch(() => undefined);
    throw error;
  });
  if (result.kind === 'held-by-other') return { kind: 'lock-refused' };
  const { yielding } = result.lock;
  run.lock = result.lock;
  const giveWay = (): void => {
    signal.cancel(yielding.reason);
  };
  if (yielding.aborted) giveWay();
  else yielding.addEventListener('abort', giveWay);
  return { kind: 'done' };
}
