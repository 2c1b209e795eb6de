import type { Settings } from '../model/settings.ts';
import type { Conditions, ConditionsState } from '../ports/conditions.ts';
import { allowanceOf, type Allowance, type RunPermission } from './allowance.ts';

/** What may be sent, at every moment of a run (N3). */
export interface LiveAllowance {
  current(): Allowance;
  /** What might be, were the network one whose bytes are counted: what goes on without the engine may find itself there (N2). */
  overMetered(): Allowance;
  /** Calls back when it is another than before, until the returned function is called. */
  subscribe(onChange: () => void): () => void;
  /** The person allows other networks from now on. */
  changeSettings(settings: Settings): void;
}

/** Follows the conditions, and the person's mind, under one run's permission. */
export function createLiveAllowance(
  conditions: Conditions,
  settings: Settings,
  permission: RunPermission,
): LiveAllowance {
  let allowed = settings;
  const looks = new Set<() => void>();
  const current = (): Allowance => allowanceOf(conditions.current(), allowed, permission);
  /** Power holds back what is begun, not what it goes over. */
  const metered: ConditionsState = {
    network: 'metered',
    isRoaming: false,
    isLowData: false,
    isCharging: true,
  };
  return {
    current,
    overMetered: () => allowanceOf(metered, allowed, permission),
    subscribe(onChange) {
      let last = current();
      const look = (): void => {
        const now = current();
        if (now.image === last.image && now.video === last.video) return;
        last = now;
        onChange();
      };
      looks.add(look);
      const unsubscribe = conditions.subscribe(look);
      return () => {
        looks.delete(look);
        unsubscribe();
      };
    },
    changeSettings(changed) {
      allowed = changed;
      for (const look of [...looks]) look();
    },
  };
}
