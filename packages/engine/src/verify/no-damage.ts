import type { DamageState } from '../ports/ledger.ts';

/** Nothing was found damaged, as far as is known. */
export const NO_DAMAGE: DamageState = {
  openCount: 0,
  waitingCount: 0,
  lostCount: 0,
  foundAtMs: undefined,
  mendedCount: 0,
  mendedAtMs: undefined,
};
