/** A way that one at a time may use, in the order in which they came. */
export class Lane {
  #isTaken = false;
  readonly #waiting = new Set<() => void>();

  /** Resolves when it is the caller's, who must leave it. */
  async enter(): Promise<void> {
    if (this.#isTaken) await new Promise<void>((resolve) => this.#waiting.add(resolve));
    this.#isTaken = true;
  }

  leave(): void {
    const [next] = this.#waiting;
    if (next === undefined) {
      this.#isTaken = false;
      return;
    }
    // Stays taken: nobody may come in between.
    this.#waiting.delete(next);
    next();
  }
}
