import { sweepLoginFailures } from '../auth/login-attempts.ts';
import { sweepSessions } from '../auth/sessions.ts';
import type { Context } from '../context.ts';
import type { RemovalLog } from '../trash/removals.ts';
import { purgeAccounts } from './purge-accounts.ts';

/** Clears away users whose time to be restored is over, sessions that nobody uses, and failed sign-ins long past. */
export async function sweepAccounts(
  deps: Pick<Context, 'db' | 'now' | 'config' | 'commit' | 'store' | 'namesInFlight'>,
  log: RemovalLog,
  signal: AbortSignal,
): Promise<void> {
  await sweepSessions(deps);
  await sweepLoginFailures(deps);
  await purgeAccounts(deps, log, signal);
}
