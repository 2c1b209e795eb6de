import type { Conditions } from '@keepsake/engine';

/** A computer as the engine sees it: on mains and on a network that costs nothing, for good. */
export const fixedConditions: Conditions = {
  current: () => ({ network: 'unmetered', isCharging: true }),
  subscribe: () => () => undefined,
};
