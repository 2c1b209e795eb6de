import {
  Cancelled,
  CancelSource,
  throwIfCancelled,
  type CancelSignal,
  type RunKind,
  type RunLock,
  type RunLockResult,
} from '@keepsake/engine';

/** A run lock within one test: one owner at a time, and knobs for a stranger who holds it or wants it. */
export class FakeRunLock implements RunLock {
  /** Another process holds the lock. */
  isHeldByOther = false;
  /** The kinds of those who took it, oldest first. */
  readonly takenBy: RunKind[] = [];
  #owner: CancelSource | undefined;

  /** How often it was taken. */
  get acquisitions(): number {
    return this.takenBy.length;
  }

  /** Whether somebody holds it now. */
  get isHeld(): boolean {
    return this.#owner !== undefined;
  }

  /** Tells the one who holds it that the run must end, as when a foreground run wants it. */
  makeYield(): void {
    this.#owner?.cancel(new Cancelled('another run wants the lock', 'yielding'));
  }

  async acquire(kind: RunKind, signal: CancelSignal): Promise<RunLockResult> {
    throwIfCancelled(signal);
    if (this.isHeldByOther || this.#owner !== undefined) return { kind: 'held-by-other' };
    const owner = new CancelSource();
    this.#owner = owner;
    this.takenBy.push(kind);
    const release = async (): Promise<void> => {
      if (this.#owner === owner) this.#owner = undefined;
    };
    return { kind: 'acquired', lock: { yielding: owner, release } };
  }
}
