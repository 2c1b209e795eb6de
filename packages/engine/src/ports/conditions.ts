/** What the device's network and power allow now. */
export interface ConditionsState {
  readonly network: 'none' | 'unmetered' | 'metered';
  readonly isCharging: boolean;
}

/** Network and power, subscribed to rather than asked once (N3). */
export interface Conditions {
  current(): ConditionsState;
  /** Calls back after each change, until the returned function is called. */
  subscribe(onChange: (state: ConditionsState) => void): () => void;
}
