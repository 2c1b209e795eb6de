import { CancelSource, type CancelSignal, type Clock } from '@keepsake/engine';

/** The time that the system grants a run, from the moment it was handed out. */
export class GrantedTime {
  readonly #clock: Clock;
  readonly #budgetMs: number;
  readonly #beganAtMs: number;
  readonly #forgotten = new CancelSource();
  readonly #over: CancelSource;

  constructor(budgetMs: number, clock: Clock, expiring: CancelSignal) {
    this.#clock = clock;
    this.#budgetMs = budgetMs;
    this.#beganAtMs = clock.now();
    this.#over = new CancelSource(expiring);
    clock.sleep(budgetMs, this.#forgotten).then(
      () => this.#over.cancel(),
      () => undefined,
    );
  }

  /** Given when it is used up, or the system ends it before. */
  get over(): CancelSignal {
    return this.#over;
  }

  /** What is left of it, ms; a device's clock that jumps makes it no longer. */
  get leftMs(): number {
    if (this.#over.aborted) return 0;
    const leftMs = this.#budgetMs - (this.#clock.now() - this.#beganAtMs);
    return Math.min(this.#budgetMs, Math.max(0, leftMs));
  }

  /** The run is over: nobody needs to be told of its time. */
  forget(): void {
    this.#forgotten.cancel();
    this.#over.release();
  }
}
