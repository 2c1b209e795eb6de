import { generateEvents, type PhoneFlavour, type WorldEvent } from '@keepsake/testkit';

/** All that a simulation depends on: the same scenario has the same trace. */
export interface Scenario {
  readonly seed: number;
  readonly flavour: PhoneFlavour;
  /** Null: the server takes whole files only. */
  readonly maxAppendBytes: number | null;
  readonly events: readonly WorldEvent[];
}

/** The scenario of a seed. */
export function scenarioOf(seed: number, eventCount: number): Scenario {
  return {
    seed,
    flavour: seed % 2 === 0 ? 'ios' : 'android',
    maxAppendBytes: seed % 7 === 0 ? null : 4096,
    events: generateEvents(seed, eventCount),
  };
}
