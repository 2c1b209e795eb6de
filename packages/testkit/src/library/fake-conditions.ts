import type { Conditions, ConditionsState } from '@keepsake/engine';

const AT_HOME: ConditionsState = {
  network: 'unmetered',
  isRoaming: false,
  isLowData: false,
  isCharging: true,
};

/** Network and power as a test wants them: at first at home, on Wi-Fi and charging. */
export class FakeConditions implements Conditions {
  #state: ConditionsState;
  readonly #observers = new Set<(state: ConditionsState) => void>();

  constructor(state: Partial<ConditionsState> = {}) {
    this.#state = { ...AT_HOME, ...state };
  }

  /** How many listen: 0 after every run. */
  get observerCount(): number {
    return this.#observers.size;
  }

  /** Changes some of it, and tells whoever listens. */
  change(state: Partial<ConditionsState>): void {
    this.#state = { ...this.#state, ...state };
    for (const observer of [...this.#observers]) observer(this.#state);
  }

  current(): ConditionsState {
    return this.#state;
  }

  subscribe(onChange: (state: ConditionsState) => void): () => void {
    const observer = (state: ConditionsState): void => {
      onChange(state);
    };
    this.#observers.add(observer);
    return () => this.#observers.delete(observer);
  }
}
