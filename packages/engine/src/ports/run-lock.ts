/** Keeps any two runs apart, in one process or two (B2). */
export interface RunLock {
  /** Takes the lock when it is free or its owner is dead; never waits. */
  acquire(): Promise<RunLockResult>;
}

export type RunLockResult =
  { readonly kind: 'acquired'; readonly lock: HeldRunLock } | { readonly kind: 'held-by-other' };

export interface HeldRunLock {
  /** Lets go. May be repeated; never fails. */
  release(): Promise<void>;
}
