import { Cancelled, CancelSource, throwIfCancelled, type CancelSignal } from '../cancel.ts';
import type { Clock } from '../ports/clock.ts';
import type { Lease, LeaseStore } from '../ports/lease-store.ts';
import type { Logger } from '../ports/logger.ts';
import type { HeldRunLock, RunKind, RunLock, RunLockResult } from '../ports/run-lock.ts';
import { nextWhileWaiting, type Waiter } from './waiting-machine.ts';

export interface LeaseLockDeps {
  readonly store: LeaseStore;
  readonly clock: Clock;
  readonly logger: Logger;
  /** A name that nobody else has, new for each attempt to own the lease. */
  readonly newOwner: () => string;
}

/** An owner writes a new revision this often … */
const HEARTBEAT_MS = 4_000;
/** … looks this often whether somebody wants the lease … */
const LOOK_MS = 1_000;
/** … and gives up when it could not renew it for so long: before it is dead to the others (`EXPIRY_MS`). */
const GIVE_UP_MS = 10_000;

/**
 * A run lock for devices whose platform has none that outlives its owner safely (B2): a lease with an owner, a heartbeat
 * and an expiry, in a store that all processes see.
 *
 * No two clocks are compared, since clocks jump: whoever waits for a lease to expire watches its revision for as long as
 * that takes by its own counting.
 */
export function createLeaseRunLock(deps: LeaseLockDeps): RunLock {
  const { store, clock } = deps;
  return {
    async acquire(kind: RunKind, signal: CancelSignal): Promise<RunLockResult> {
      const owner = deps.newOwner();
      let waiter: Waiter | undefined;
      for (;;) {
        throwIfCancelled(signal);
        const lease = await store.read();
        const next = nextWhileWaiting(waiter, lease, kind);
        switch (next.kind) {
          case 'refused':
            return { kind: 'held-by-other' };
          case 'take': {
            const revision = (lease?.revision ?? 0) + 1;
            const taken: Lease = { owner, kind, revision, isWanted: false };
            if (await store.replace(lease, taken)) {
              return { kind: 'acquired', lock: holdLease(deps, taken) };
            }
            break;
          }
          case 'ask-to-yield':
            waiter = next.waiter;
            if (lease !== undefined) {
              const wanted = { ...lease, revision: lease.revision + 1, isWanted: true };
              // The owner wrote at the same moment: again, at the next look.
              if (!(await store.replace(lease, wanted))) await clock.sleep(next.pauseMs, signal);
            }
            break;
          case 'wait':
            waiter = next.waiter;
            await clock.sleep(next.pauseMs, signal);
            break;
        }
      }
    },
  };
}

/** Renews a lease until it is released, lost, or wanted by somebody who has precedence. */
function holdLease({ store, clock, logger }: LeaseLockDeps, taken: Lease): HeldRunLock {
  const yielding = new CancelSource();
  const released = new CancelSource();

  let sinceRenewalMs = 0;

  /** Counts beside the store's calls, since one of them may hang. */
  const count = async (): Promise<void> => {
    while (!released.aborted && !yielding.aborted) {
      await clock.sleep(LOOK_MS, released);
      sinceRenewalMs += LOOK_MS;
      if (sinceRenewalMs >= GIVE_UP_MS) giveWay('the lock could not be renewed');
    }
  };
  const tend = async (): Promise<void> => {
    while (!released.aborted && !yielding.aborted) {
      await clock.sleep(LOOK_MS, released);
      try {
        const lease = await store.read();
        if (released.aborted) return;
        if (lease?.owner !== taken.owner) giveWay('another run took the lock');
        else if (lease.isWanted && taken.kind === 'background') giveWay('the foreground wants to run');
        else if (sinceRenewalMs >= HEARTBEAT_MS) {
          const isRenewed = await store.replace(lease, { ...lease, revision: lease.revision + 1 });
          if (isRenewed) sinceRenewalMs = 0;
        }
      } catch (error) {
        logger.log('warn', 'lease-not-renewed', { error });
      }
    }
  };
  const giveWay = (detail: string): void => {
    yielding.cancel(new Cancelled(detail, 'yielding'));
  };
  // Their only way to fail is the release.
  count().catch(() => undefined);
  tend().catch(() => undefined);

  return {
    yielding,
    async release() {
      released.cancel();
      for (let attempt = 0; attempt < 3; attempt += 1) {
        try {
          const lease = await store.read();
          if (lease?.owner !== taken.owner) return;
          if (await store.replace(lease, undefined)) return;
        } catch (error) {
          // It expires by itself.
          logger.log('warn', 'lease-not-released', { error });
          return;
        }
      }
    },
  };
}
