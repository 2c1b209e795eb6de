import type { CancelSignal, Clock } from '@keepsake/engine';

/** How often what other processes do is looked at, while somebody looks on. */
const LOOK_MS = 3_000;

/** Who looks on: only for them it is looked at what other processes do. */
export class Onlookers {
  #count = 0;

  /** One more, until the returned function is called. */
  join(): () => void {
    this.#count += 1;
    return () => {
      this.#count -= 1;
    };
  }

  /** Looks again and again while there are any, until it is cancelled. What cannot be read now may be at the next look. */
  async lookOut(look: () => Promise<void>, clock: Clock, signal: CancelSignal): Promise<void> {
    for (;;) {
      await clock.sleep(LOOK_MS, signal);
      if (this.#count > 0) await look().catch(() => undefined);
    }
  }
}
