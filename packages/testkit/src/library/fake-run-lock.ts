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
  /** Who is told that the lock is free. */
  readonly #waiting = new Set<() => void>();

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
    if (kind === 'foreground' && this.takenBy.at(-1) === 'background') await this.#waitForBackground(signal);
    if (this.isHeldByOther || this.#owner !== undefined) return { kind: 'held-by-other' };
    const owner = new CancelSource();
    this.#owner = owner;
    this.takenBy.push(kind);
    const release = async (): Promise<void> => {
      if (this.#owner !== owner) return;
      this.#owner = undefined;
      for (const tell of [...this.#waiting]) tell();
    };
    return { kind: 'acquired', lock: { yielding: owner, release } };
  }

  /** Until it has given way, as it is told to. */
  async #waitForBackground(signal: CancelSignal): Promise<void> {
    if (this.#owner === undefined) return;
    const free = new Promise<void>((resolve) => {
      this.#waiting.add(resolve);
      signal.addEventListener('abort', resolve);
    });
    this.makeYield();
    await free;
    throwIfCancelled(signal);
  }
}
