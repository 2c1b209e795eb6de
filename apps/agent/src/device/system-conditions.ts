import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CancelSource, type Clock, type Conditions, type ConditionsState } from '@keepsake/engine';
import { readStatedConditions } from './stated-conditions.ts';

export interface SystemConditionsDeps {
  readonly clock: Clock;
  /** Where Linux tells of power supplies; elsewhere there is no such folder. */
  readonly powerFolder?: string;
  /** A file that knows better than the system: see {@link readStatedConditions}. */
  readonly statedIn?: string | undefined;
}

/** The system tells nobody when a plug is pulled, so it is asked; a backup asks for each file, the system once in this time. */
const LOOK_MS = 1_000;

/**
 * Network and power of a computer, as far as it tells cheaply. Its network counts as unmetered, since no system but
 * phones knows that of every network, and as there: whether a server is, on this machine or another, only the server tells.
 * A computer without a battery, or one that does not say, is on its power supply.
 */
export function createSystemConditions({
  clock,
  powerFolder = '/sys/class/power_supply',
  statedIn,
}: SystemConditionsDeps): Conditions {
  let known: { readonly state: ConditionsState; readonly atMs: number } | undefined;
  const look = (): ConditionsState => {
    const state: ConditionsState = {
      network: 'unmetered',
      isRoaming: false,
      isLowData: false,
      isCharging: isPowered(powerFolder),
      ...(statedIn !== undefined && readStatedConditions(statedIn)),
    };
    known = { state, atMs: clock.now() };
    return state;
  };
  const current = (): ConditionsState => {
    const ageMs = known === undefined ? Infinity : clock.now() - known.atMs;
    // A clock that was set back makes no state last longer.
    return known !== undefined && ageMs >= 0 && ageMs < LOOK_MS ? known.state : look();
  };
  return {
    current,
    subscribe(onChange) {
      const over = new CancelSource();
      const lookOut = async (): Promise<void> => {
        for (let last = current(); ;) {
          await clock.sleep(LOOK_MS, over);
          const now = look();
          if (areEqual(now, last)) continue;
          last = now;
          onChange(now);
        }
      };
      // Its only way to end.
      lookOut().catch(() => undefined);
      return () => over.cancel();
    },
  };
}

function areEqual(one: ConditionsState, other: ConditionsState): boolean {
  const names = Object.keys(one) as (keyof ConditionsState)[];
  return names.every((name) => one[name] === other[name]);
}

interface PowerSupply {
  readonly isBattery: boolean;
  readonly isOnline: boolean;
}

function isPowered(powerFolder: string): boolean {
  const supplies = suppliesIn(powerFolder);
  return !supplies.some(({ isBattery }) => isBattery) || supplies.some(({ isOnline }) => isOnline);
}

/** Without those of mice and keyboards. */
function suppliesIn(powerFolder: string): readonly PowerSupply[] {
  let names: readonly string[];
  try {
    names = readdirSync(powerFolder);
  } catch {
    return [];
  }
  return names
    .filter((name) => read(powerFolder, name, 'scope') !== 'Device')
    .map((name) => {
      const isBattery = read(powerFolder, name, 'type') === 'Battery';
      return { isBattery, isOnline: !isBattery && read(powerFolder, name, 'online') === '1' };
    });
}

function read(powerFolder: string, name: string, property: string): string | undefined {
  try {
    return readFileSync(join(powerFolder, name, property), 'utf8').trim();
  } catch {
    return undefined;
  }
}
