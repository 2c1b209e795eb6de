import type { RunLock, RunLockResult } from '@keepsake/engine';

/** A run lock within one test: one owner at a time, and a knob for a stranger who holds it. */
export class FakeRunLock implements RunLock {
  /** Another process holds the lock. */
  isHeldByOther = false;
  /** How often it was taken. */
  acquisitions = 0;
  #owner: object | undefined;

  /** Whether somebody holds it now. */
  get isHeld(): boolean {
    return this.#owner !== undefined;
  }

  async acquire(): Promise<RunLockResult> {
    if (this.isHeldByOther || this.#owner !== undefined) return { kind: 'held-by-other' };
    const owner = {};
    this.#owner = owner;
    this.acquisitions++;
    const release = async (): Promise<void> => {
      if (this.#owner === owner) this.#owner = undefined;
    };
    return { kind: 'acquired', lock: { release } };
  }
}
