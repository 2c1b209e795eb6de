import { generateEvents, type PhoneFlavour, type ServerProduct, type WorldEvent } from '@keepsake/testkit';

/** All that a simulation depends on: the same scenario has the same trace. */
export interface Scenario {
  readonly seed: number;
  readonly flavour: PhoneFlavour;
  /** Null: the server takes whole files only. */
  readonly maxAppendBytes: number | null;
  /** Left out: Keepsake's own. */
  readonly server?: ServerProduct;
  /** A service on the device runs backups by itself. */
  readonly hasAgent: boolean;
  readonly events: readonly WorldEvent[];
}

/** The scenario of a seed. */
export function scenarioOf(seed: number, eventCount: number): Scenario {
  return {
    seed,
    flavour: seed % 2 === 0 ? 'ios' : 'android',
    maxAppendBytes: seed % 7 === 0 ? null : 4096,
    server: seed % 11 === 3 ? 'immich-2' : seed % 11 === 8 ? 'immich-3' : 'keepsake',
    hasAgent: seed % 3 === 0,
    events: generateEvents(seed, eventCount),
  };
}
