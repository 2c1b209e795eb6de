import type { ConditionsState } from '@keepsake/engine';
import { describeConditionsContract } from '@keepsake/testkit';
import { describe, expect, it } from 'vitest';
import type { NativeConditions } from '../../../modules/backup-native/src/index.ts';
import { createPhoneConditions, isPowerScarce } from './phone-conditions.ts';

const AT_HOME: NativeConditions = {
  network: 'wifi',
  isMetered: false,
  isRoaming: false,
  isLowData: false,
  isCharging: true,
  isLowPower: false,
  batteryLevel: 0.8,
};

function phone() {
  let now = AT_HOME;
  const listeners = new Set<(event: NativeConditions) => void>();
  const conditions = createPhoneConditions({
    readConditions: () => now,
    addListener(name, listener) {
      expect(name).toBe('onConditionsChanged');
      const hear = listener as (event: NativeConditions) => void;
      listeners.add(hear);
      return { remove: () => void listeners.delete(hear) };
    },
  });
  const change = (to: Partial<NativeConditions>): void => {
    now = { ...now, ...to };
    for (const listener of listeners) listener(now);
  };
  return { conditions, change, listeners };
}

describeConditionsContract('the conditions of a phone', async () => {
  const { conditions, change } = phone();
  return {
    conditions,
    async change({ network, ...others }) {
      const networks = { none: 'none', metered: 'cellular', unmetered: 'wifi' } as const;
      change({ ...others, ...(network !== undefined && { network: networks[network] }) });
    },
  };
});

describe('the conditions of a phone', () => {
  it.each<[Partial<NativeConditions>, ConditionsState['network']]>([
    [{}, 'unmetered'],
    [{ network: 'ethernet' }, 'unmetered'],
    [{ isMetered: true }, 'metered'],
    [{ network: 'cellular' }, 'metered'],
    [{ network: 'cellular', isRoaming: true, isMetered: true }, 'metered'],
    [{ network: 'none' }, 'none'],
  ])('[N2] are, with %j, a network that is %s', (to, network) => {
    const { conditions, change } = phone();
    change(to);
    expect(conditions.current().network).toBe(network);
  });

  it('[N3] are told when they change, once each, until that is no longer wanted', () => {
    const { conditions, change, listeners } = phone();
    const heard: ConditionsState[] = [];
    const stop = conditions.subscribe((state) => heard.push(state));
    change({ batteryLevel: 0.7 });
    change({ isCharging: false, isLowData: true });
    change({ isMetered: true });
    stop();
    change({ network: 'none' });
    expect(heard).toEqual([
      { network: 'unmetered', isRoaming: false, isLowData: true, isCharging: false },
      { network: 'metered', isRoaming: false, isLowData: true, isCharging: false },
    ]);
    expect(listeners.size).toBe(0);
  });

  it('spare the battery when it is low, unless the phone is charging', () => {
    const unplugged = { ...AT_HOME, isCharging: false };
    expect(isPowerScarce(unplugged)).toBe(false);
    expect(isPowerScarce({ ...unplugged, batteryLevel: 0.1 })).toBe(true);
    expect(isPowerScarce({ ...unplugged, isLowPower: true })).toBe(true);
    expect(isPowerScarce({ ...unplugged, batteryLevel: null })).toBe(false);
    expect(isPowerScarce({ ...AT_HOME, batteryLevel: 0.1, isLowPower: true })).toBe(false);
  });
});
