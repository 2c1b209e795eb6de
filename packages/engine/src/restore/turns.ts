/** Lets those who want the same thing have it one after the other; others do not wait. */
export class Turns {
  readonly #last = new Map<string, Promise<void>>();

  /** Does the work when everybody who asked for this key before is done, however that ended. */
  async take<Result>(key: string, work: () => Promise<Result>): Promise<Result> {
    const before = this.#last.get(key) ?? Promise.resolve();
    const mine = before.then(work);
    const over = mine.then(
      () => undefined,
      () => undefined,
    );
    this.#last.set(key, over);
    try {
      return await mine;
    } finally {
      if (this.#last.get(key) === over) this.#last.delete(key);
    }
  }
}
