import { CancelSource } from '../../cancel.ts';
import type { Allowance } from '../../conditions/allowance.ts';
import { untilAllowed } from '../../conditions/until-allowed.ts';
import { enter, type RunContext } from '../run-context.ts';
import type { RunEvent, RunWait } from '../run-machine.ts';

/** Waits for what keeps the rest of the work from being done. */
export async function waitFor(run: RunContext, wait: RunWait): Promise<RunEvent> {
  const { deps, connection, budget, signal } = run;
  switch (wait.kind) {
    case 'network':
      await connection.waitUntilOnline(signal);
      return { kind: 'waited', dueMs: undefined };
    case 'conditions':
      enter(run, { kind: 'waiting-for-conditions', hold: wait.hold });
      return waitForMore(run, wait.before);
    case 'retry': {
      const pauseMs = wait.atMs - deps.clock.now();
      if (pauseMs > budget.remainingMs()) return { kind: 'cancelled', why: 'out-of-time' };
      enter(run, { kind: 'waiting-for-retry', untilMs: wait.atMs });
      if (pauseMs > 0) await deps.clock.sleep(pauseMs, signal);
      // A wait is a wait: what was waited for is due even when the device's clock jumped meanwhile.
      return { kind: 'waited', dueMs: wait.atMs };
    }
  }
}

/** Waits until more may be sent, or until something that may be sent already is due for its retry. */
async function waitForMore({ deps, allowance, signal }: RunContext, before: Allowance): Promise<RunEvent> {
  const { nextAttemptAtMs } = await deps.ledger.readTotals();
  const pauseMs = nextAttemptAtMs === undefined ? 0 : nextAttemptAtMs - deps.clock.now();
  const isOver = new CancelSource(signal);
  const waits: Promise<number | undefined>[] = [
    untilAllowed(before, allowance, isOver).then(() => undefined),
  ];
  // One that was due before the last pass is held back itself.
  if (pauseMs > 0) waits.push(deps.clock.sleep(pauseMs, isOver).then(() => nextAttemptAtMs));
  for (const wait of waits) wait.catch(() => undefined);
  try {
    return { kind: 'waited', dueMs: await Promise.race(waits) };
  } finally {
    isOver.cancel();
  }
}
