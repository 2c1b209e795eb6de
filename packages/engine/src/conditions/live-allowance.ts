import type { Settings } from '../model/settings.ts';
import type { Conditions } from '../ports/conditions.ts';
import { allowanceOf, type Allowance, type RunPermission } from './allowance.ts';

/** What may be sent, at every moment of a run (N3). */
export interface LiveAllowance {
  current(): Allowance;
  /** Calls back when it is another than before, until the returned function is called. */
  subscribe(onChange: () => void): () => void;
}

/** Follows the conditions under one run's permission. */
export function createLiveAllowance(
  conditions: Conditions,
  settings: Settings,
  permission: RunPermission,
): LiveAllowance {
  const current = (): Allowance => allowanceOf(conditions.current(), settings, permission);
  return {
    current,
    subscribe(onChange) {
      let last = current();
      return conditions.subscribe(() => {
        const now = current();
        if (now.image === last.image && now.video === last.video) return;
        last = now;
        onChange();
      });
    },
  };
}
