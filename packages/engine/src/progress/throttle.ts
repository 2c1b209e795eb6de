import { CancelSource } from '../cancel.ts';
import type { Clock } from '../ports/clock.ts';

/** Observers get at most ten updates a second (P3): eight, and those that begin and end a run at their own time. */
const INTERVAL_MS = 125;

/** Lets the first of many calls through at once, then one each 125 ms, and always the last. */
export class Throttle {
  readonly #clock: Clock;
  readonly #emit: () => void;
  #sleeping: CancelSource | undefined;
  #isDue = false;

  constructor(clock: Clock, emit: () => void) {
    this.#clock = clock;
    this.#emit = emit;
  }

  /** Something changed. */
  request(): void {
    if (this.#sleeping !== undefined) {
      this.#isDue = true;
      return;
    }
    this.#emit();
    this.#pause();
  }

  /** Emits what is due now instead of later; nothing sleeps afterwards. */
  flush(): void {
    this.#sleeping?.cancel();
    this.#sleeping = undefined;
    if (!this.#isDue) return;
    this.#isDue = false;
    this.#emit();
  }

  #pause(): void {
    const sleeping = new CancelSource();
    this.#sleeping = sleeping;
    this.#clock.sleep(INTERVAL_MS, sleeping).then(
      () => {
        this.#sleeping = undefined;
        if (!this.#isDue) return;
        this.#isDue = false;
        this.request();
      },
      () => undefined,
    );
  }
}
