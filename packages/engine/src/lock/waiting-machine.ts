import type { Lease } from '../ports/lease-store.ts';
import type { RunKind } from '../ports/run-lock.ts';

/** An owner whose revision stays the same for so long is dead to the others. */
const EXPIRY_MS = 15_000;

/** Somebody who wants a lease that another holds, and watches it. */
export interface Waiter {
  /** The claim that was seen last, and for how long it has stayed the same. */
  readonly owner: string;
  readonly revision: number;
  readonly unchangedMs: number;
  readonly waitedMs: number;
}

export type WhileWaiting =
  | { readonly kind: 'take' }
  | { readonly kind: 'refused' }
  | { readonly kind: 'ask-to-yield'; readonly waiter: Waiter; readonly pauseMs: number }
  | { readonly kind: 'wait'; readonly waiter: Waiter; readonly pauseMs: number };

const PAUSE_MS = 500;
/** A background run that lives gives way within a second or two; for longer than an expiry nobody is waited for. */
const PATIENCE_MS = EXPIRY_MS + 5_000;

/**
 * What somebody who wants the lease does next. Pure. A free one is taken; one whose revision stays the same for the time
 * of its expiry has a dead owner and is taken over. A living background run is asked to yield to the foreground; any
 * other living owner is left alone as soon as it shows that it lives.
 */
export function nextWhileWaiting(
  waiter: Waiter | undefined,
  lease: Lease | undefined,
  kind: RunKind,
): WhileWaiting {
  if (lease === undefined) return { kind: 'take' };
  const mayAsk = kind === 'foreground' && lease.kind === 'background';
  const isSame = waiter?.owner === lease.owner && waiter.revision === lease.revision;
  const unchangedMs = isSame ? waiter.unchangedMs : 0;
  if (unchangedMs >= EXPIRY_MS) return { kind: 'take' };
  const waitedMs = waiter?.waitedMs ?? 0;
  // It lives, and need not give way.
  const livesOn = waiter !== undefined && !isSame && !mayAsk;
  if (livesOn || waitedMs >= PATIENCE_MS) return { kind: 'refused' };
  if (mayAsk && !lease.isWanted) {
    return {
      kind: 'ask-to-yield',
      waiter: {
        owner: lease.owner,
        revision: lease.revision + 1,
        unchangedMs: 0,
        waitedMs: waitedMs + PAUSE_MS,
      },
      pauseMs: PAUSE_MS,
    };
  }
  return {
    kind: 'wait',
    waiter: {
      owner: lease.owner,
      revision: lease.revision,
      unchangedMs: unchangedMs + PAUSE_MS,
      waitedMs: waitedMs + PAUSE_MS,
    },
    pauseMs: PAUSE_MS,
  };
}
