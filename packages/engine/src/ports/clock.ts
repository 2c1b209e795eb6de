import type { CancelSignal } from '../cancel.ts';

/** Time as the engine sees it. */
export interface Clock {
  /** Milliseconds since the epoch. May jump, as a device's clock does. */
  now(): number;
  /** Waits; a cancelled signal is thrown. */
  sleep(durationMs: number, signal: CancelSignal): Promise<void>;
}
