import { untilAllowed } from '../../conditions/until-allowed.ts';
import { enter, type RunContext } from '../run-context.ts';
import type { RunEvent, RunWait } from '../run-machine.ts';

/** Waits for what keeps the rest of the work from being done. */
export async function waitFor(run: RunContext, wait: RunWait): Promise<RunEvent> {
  const { deps, connection, allowance, budget, signal } = run;
  switch (wait.kind) {
    case 'network':
      await connection.waitUntilOnline(signal);
      return { kind: 'waited', dueMs: undefined };
    case 'conditions':
      enter(run, { kind: 'waiting-for-conditions', hold: wait.hold });
      await untilAllowed(wait.before, allowance, signal);
      return { kind: 'waited', dueMs: undefined };
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
