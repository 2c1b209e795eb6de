import type { VirtualClock } from '../time/virtual-clock.ts';

/** How a platform tells of changes in its library. */
export type ChangeTelling = 'once' | 'twice' | 'late' | 'never';

const SOON_MS = 20;
const LATE_MS = 90_000;

/** Tells whoever subscribed that something changed, as well or badly as platforms do (B3). */
export class ChangeBell {
  telling: ChangeTelling = 'once';
  readonly #clock: Pick<VirtualClock, 'callAfter'>;
  readonly #observers = new Set<() => void>();

  constructor(clock: Pick<VirtualClock, 'callAfter'>) {
    this.#clock = clock;
  }

  subscribe(onChange: () => void): () => void {
    const observer = (): void => {
      onChange();
    };
    this.#observers.add(observer);
    return () => {
      this.#observers.delete(observer);
    };
  }

  ring(): void {
    if (this.#observers.size === 0) return;
    const delays = { once: [SOON_MS], twice: [SOON_MS, SOON_MS + 1], late: [LATE_MS], never: [] };
    for (const delayMs of delays[this.telling]) {
      this.#clock.callAfter(delayMs, () => {
        for (const observer of [...this.#observers]) observer();
      });
    }
  }
}
