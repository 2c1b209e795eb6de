import { unavailable } from './unavailable.ts';

/** Has calls of one connection wait for each other, in the order in which they came. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  /** Does some work after all that was given before, whatever became of that. Error: `ledger-unavailable`. */
  async take<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = this.#last.then(work);
    this.#last = turn.catch(() => undefined);
    try {
      return await turn;
    } catch (error) {
      throw unavailable(error);
    }
  }
}
