import type { Conditions, ConditionsState } from '@keepsake/engine';
import type { BackupNative, NativeConditions } from '../../../modules/backup-native/src/index.ts';

/** Below it a phone that is not charging is left alone in the background. */
const LEAST_BATTERY = 0.15;

/** Network and power of a phone, as its native module tells of them. */
export function createPhoneConditions(
  native: Pick<BackupNative, 'addListener' | 'readConditions'>,
): Conditions {
  return {
    current: () => conditionsOf(native.readConditions()),
    subscribe(onChange) {
      let last = JSON.stringify(conditionsOf(native.readConditions()));
      const listener = native.addListener('onConditionsChanged', (now) => {
        const state = conditionsOf(now);
        const text = JSON.stringify(state);
        // The battery's level is nothing that a backup follows.
        if (text === last) return;
        last = text;
        onChange(state);
      });
      return () => {
        listener.remove();
      };
    },
  };
}

/** Mobile data counts as metered also where a system says that it is not: no plan is known to be without an end. */
function conditionsOf({
  network,
  isMetered,
  isRoaming,
  isLowData,
  isCharging,
}: NativeConditions): ConditionsState {
  const isCounted = isMetered || isRoaming || network === 'cellular';
  return {
    network: network === 'none' ? 'none' : isCounted ? 'metered' : 'unmetered',
    isRoaming,
    isLowData,
    isCharging,
  };
}

/** Whether a backup that nobody asked for would take what the person needs to get through the day. */
export function isPowerScarce({ isCharging, isLowPower, batteryLevel }: NativeConditions): boolean {
  return !isCharging && (isLowPower || (batteryLevel !== null && batteryLevel < LEAST_BATTERY));
}
