/** Tells work to stop. Node's and the DOM's AbortSignal fit it. */
export interface CancelSignal {
  readonly aborted: boolean;
  readonly reason: unknown;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** Why work was told to stop, as far as that makes a difference to anybody. */
export type CancelCause =
  /** The person, or whoever needs no more of it. */
  | 'unwanted'
  /** Its time is used up (B4). */
  | 'out-of-time'
  /** Another run has precedence, or the lock was lost (B2). */
  | 'yielding'
  /** The network or the power by which it was allowed is gone (N3). */
  | 'held-back';

/** Thrown by work that was told to stop. It is passed on as it is, never wrapped, retried or reported as a failure. */
export class Cancelled extends Error {
  override readonly name = 'Cancelled';
  readonly why: CancelCause;

  constructor(detail: string, why: CancelCause = 'unwanted') {
    super(detail);
    this.why = why;
  }
}

/** Throws the signal's reason when it was told to stop. */
export function throwIfCancelled(signal: CancelSignal): void {
  if (signal.aborted) throw signal.reason;
}

/** A signal and the means to give it. A child is told to stop with its parent. */
export class CancelSource implements CancelSignal {
  #reason: unknown;
  #aborted = false;
  readonly #listeners = new Set<() => void>();
  readonly #parent: CancelSignal | undefined;
  readonly #onParentAbort = (): void => {
    this.cancel(this.#parent?.reason);
  };

  constructor(parent?: CancelSignal) {
    this.#parent = parent;
    if (parent?.aborted === true) this.cancel(parent.reason);
    else parent?.addEventListener('abort', this.#onParentAbort);
  }

  get aborted(): boolean {
    return this.#aborted;
  }

  get reason(): unknown {
    return this.#reason;
  }

  /** Tells everyone to stop; the second call does nothing. */
  cancel(reason: unknown = new Cancelled('cancelled')): void {
    if (this.#aborted) return;
    this.#aborted = true;
    this.#reason = reason;
    this.release();
    for (const listener of [...this.#listeners]) listener();
    this.#listeners.clear();
  }

  /** Lets go of the parent; to be called when the work is done, so that long-lived parents do not collect listeners. */
  release(): void {
    this.#parent?.removeEventListener('abort', this.#onParentAbort);
  }

  addEventListener(_type: 'abort', listener: () => void): void {
    if (!this.#aborted) this.#listeners.add(listener);
  }

  removeEventListener(_type: 'abort', listener: () => void): void {
    this.#listeners.delete(listener);
  }
}

/**
 * Waits for work, but no longer than until the signal: then its reason is thrown at once, and what the work still
 * answers or throws is dropped. For work that may be slow to notice the signal, or deaf to it.
 */
export async function untilCancelled<Result>(work: Promise<Result>, signal: CancelSignal): Promise<Result> {
  work.catch(() => undefined);
  let onAbort = (): void => undefined;
  const cancelled = new Promise<never>((_resolve, reject) => {
    onAbort = () => {
      // The reason is whatever the canceller gave, and is passed on as it is.
      reject(signal.reason);
    };
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort);
  });
  try {
    return await Promise.race([work, cancelled]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
