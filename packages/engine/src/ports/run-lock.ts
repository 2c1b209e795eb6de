import type { CancelSignal } from '../cancel.ts';

/** Who wants a run: a person who looks on, or the system (B2). */
export type RunKind = 'foreground' | 'background';

/** Keeps any two runs apart, in one process or two (B2). */
export interface RunLock {
  /**
   * Takes the lock when it is free or its owner is dead. A foreground run asks a background one to yield, and waits for
   * that some seconds; nobody else is waited for. Errors: `ledger-unavailable`; a cancelled signal is thrown.
   */
  acquire(kind: RunKind, signal: CancelSignal): Promise<RunLockResult>;
}

export type RunLockResult =
  { readonly kind: 'acquired'; readonly lock: HeldRunLock } | { readonly kind: 'held-by-other' };

export interface HeldRunLock {
  /**
   * Given when the run must end now: a foreground run wants the lock, or it is no longer held, since its owner did not
   * renew it in time.
   */
  readonly yielding: CancelSignal;
  /** Lets go. May be repeated; never fails. */
  release(): Promise<void>;
}
