import { CancelSource } from '../../cancel.ts';
import type { Allowance, Hold } from '../../conditions/allowance.ts';
import { untilAllowed } from '../../conditions/until-allowed.ts';
import { enter, type RunContext } from '../run-context.ts';
import type { RunEvent, RunWait } from '../run-machine.ts';

/** A server may ask for a day; what comes into the library meanwhile must not wait behind that. The next run goes on. */
const LONGEST_BACKGROUND_PAUSE_MS = 5 * 60_000;

/** Waits for what keeps the rest of the work from being done. */
export async function waitFor(run: RunContext, wait: RunWait): Promise<RunEvent> {
  const { deps, connection, budget, options, signal } = run;
  switch (wait.kind) {
    case 'network':
      await connection.waitUntilOnline(signal);
      return { kind: 'waited', dueMs: undefined };
    case 'conditions':
      return sayingWhy(run, wait, () => waitForMore(run, wait.before));
    case 'retry': {
      const pauseMs = wait.atMs - deps.clock.now();
      const isTooLong = options.kind === 'background' && pauseMs > LONGEST_BACKGROUND_PAUSE_MS;
      if (isTooLong || pauseMs > budget.remainingMs()) return { kind: 'cancelled', why: 'out-of-time' };
      enter(run, { kind: 'waiting-for-retry', untilMs: wait.atMs });
      if (pauseMs > 0) await deps.clock.sleep(pauseMs, signal);
      // A wait is a wait: what was waited for is due even when the device's clock jumped meanwhile.
      return { kind: 'waited', dueMs: wait.atMs };
    }
  }
}

/** Says what is waited for. A network that comes back as another one is waited for no more, but Wi-Fi may be (N4). */
async function sayingWhy(
  run: RunContext,
  { hold, before }: Extract<RunWait, { kind: 'conditions' }>,
  wait: () => Promise<RunEvent>,
): Promise<RunEvent> {
  const { allowance } = run;
  const say = (now: Hold): void => {
    enter(run, { kind: 'waiting-for-conditions', hold: now });
  };
  say(hold);
  const unsubscribe = allowance.subscribe(() => {
    const { image, video } = allowance.current();
    const now = before.image === hold ? image : video;
    if (now !== undefined) say(now);
  });
  try {
    return await wait();
  } finally {
    unsubscribe();
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
