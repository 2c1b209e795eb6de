/** What the device's network and power allow now. */
export interface ConditionsState {
  /** `none` also behind a captive portal, as far as the platform tells. */
  readonly network: 'none' | 'unmetered' | 'metered';
  readonly isRoaming: boolean;
  /** The person asked the system to spare data: Low Data Mode, Data Saver. */
  readonly isLowData: boolean;
  readonly isCharging: boolean;
}

/** Network and power, subscribed to rather than asked once (N3). */
export interface Conditions {
  current(): ConditionsState;
  /** Calls back after each change, until the returned function is called. */
  subscribe(onChange: (state: ConditionsState) => void): () => void;
}
