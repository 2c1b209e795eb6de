/** A request's turn at an upload. */
export interface Turn {
  /** From here on a newer request waits for this one instead of ending it. */
  settle(): void;
}

interface Holder {
  interrupt: (() => void) | undefined;
  readonly ended: Promise<void>;
}

/**
 * Lets one request at a time touch an upload. A newer one ends those that are still sending, or waiting to: a client
 * asks anew when it believes its last request dead, and only the server has not heard of it yet.
 */
export class UploadTurns {
  readonly #holders = new Map<string, Set<Holder>>();

  /** Whether a request is at this upload or waits for it. */
  isBusy(id: string): boolean {
    return this.#holders.has(id);
  }

  /**
   * Does work when all older requests for this upload have ended.
   *
   * @param interrupt ends this request's sending at once; called at most once, and not after `settle`. Without it newer
   * ones wait.
   */
  async take<T>(
    id: string,
    interrupt: (() => void) | undefined,
    work: (turn: Turn) => Promise<T>,
  ): Promise<T> {
    const holders = this.#holders.get(id) ?? new Set();
    this.#holders.set(id, holders);
    const older = [...holders];
    const { promise: ended, resolve: end } = Promise.withResolvers<void>();
    const mine: Holder = { interrupt, ended };
    holders.add(mine);
    for (const holder of older) {
      holder.interrupt?.();
      holder.interrupt = undefined;
    }
    try {
      await Promise.all(older.map((holder) => holder.ended));
      return await work({ settle: () => void (mine.interrupt = undefined) });
    } finally {
      holders.delete(mine);
      if (holders.size === 0) this.#holders.delete(id);
      end();
    }
  }
}
