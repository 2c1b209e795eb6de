import { sweepLoginFailures } from '../auth/login-attempts.ts';
import { sweepSessions } from '../auth/sessions.ts';
import type { Context } from '../context.ts';

/** Clears away sessions that nobody uses and failed sign-ins that are long past. */
export async function sweepAccounts(
  deps: Pick<Context, 'db' | 'now' | 'config'>,
  signal: AbortSignal,
): Promise<void> {
  await sweepSessions(deps);
  if (signal.aborted) return;
  await sweepLoginFailures(deps);
}
