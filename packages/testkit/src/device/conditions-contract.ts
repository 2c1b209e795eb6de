import type { Conditions, ConditionsState } from '@keepsake/engine';
import { afterEach, describe, expect, it } from 'vitest';

/** A device whose network and power a test can change. */
export interface ConditionsWorld {
  readonly conditions: Conditions;
  /** The device changes, and two seconds pass in which that may be noticed (N3). */
  change(to: Partial<ConditionsState>): Promise<void>;
  close?(): Promise<void>;
}

/** What every `Conditions` does. Each test has a world of its own, at first on Wi-Fi and charging. */
export function describeConditionsContract(name: string, openWorld: () => Promise<ConditionsWorld>): void {
  describe(`${name} keeps the contract of Conditions:`, () => {
    const worlds: ConditionsWorld[] = [];
    const open = async (): Promise<ConditionsWorld> => {
      const world = await openWorld();
      worlds.push(world);
      return world;
    };
    afterEach(async () => {
      for (const world of worlds.splice(0)) await world.close?.();
    });
    const AT_HOME: ConditionsState = {
      network: 'unmetered',
      isRoaming: false,
      isLowData: false,
      isCharging: true,
    };

    it('[N1][N2] says what holds now, also to whoever does not listen', async () => {
      const { conditions, change } = await open();
      expect(conditions.current()).toEqual(AT_HOME);
      const states: Partial<ConditionsState>[] = [
        { network: 'metered' },
        { network: 'metered', isRoaming: true },
        { network: 'none', isRoaming: false },
        { network: 'unmetered', isLowData: true, isCharging: false },
      ];
      let expected = AT_HOME;
      for (const state of states) {
        await change(state);
        expected = { ...expected, ...state };
        expect(conditions.current()).toEqual(expected);
      }
    });

    it('[N3] tells each change once to everybody who listens, when it is so already', async () => {
      const { conditions, change } = await open();
      const told: [ConditionsState[], ConditionsState[]] = [[], []];
      const asked: ConditionsState[] = [];
      conditions.subscribe((state) => {
        told[0].push(state);
        asked.push(conditions.current());
      });
      await change({ network: 'none' });
      conditions.subscribe((state) => told[1].push(state));
      await change({ network: 'unmetered', isCharging: false });
      const second = { ...AT_HOME, isCharging: false };
      expect(told).toEqual([[{ ...AT_HOME, network: 'none' }, second], [second]]);
      expect(asked).toEqual(told[0]);
    });

    it('[N3] tells nobody who does not listen any more, also from the middle of being told', async () => {
      const { conditions, change } = await open();
      const told: string[] = [];
      const stopFirst = conditions.subscribe(() => {
        told.push('first');
        stopFirst();
        stopFirst();
      });
      const stopSecond = conditions.subscribe(() => told.push('second'));
      await change({ network: 'none' });
      await change({ network: 'metered' });
      stopSecond();
      await change({ isCharging: false });
      expect(told.filter((who) => who === 'first')).toHaveLength(1);
      expect(told.filter((who) => who === 'second')).toHaveLength(2);
    });
  });
}
