import type { TransferRequest } from '../../../modules/backup-native/src/index.ts';
import type { PhonePlatform } from '../library/phone-media.ts';

/** So much is through before iOS freezes an app that has left the screen. */
const QUICK_BYTES = 8 * 1024 * 1024;
/** Of a Wi-Fi that is not the best, what each of four has that share it. */
const CAUTIOUS_BYTES_PER_MS = 256;

/**
 * What becomes of a transfer when the app does: on iOS it may go on, but that costs each about a second, and what is begun so off the screen
 * goes when iOS thinks fit. So what is sure to be through while the app is awake goes at full speed. Android's processes live for as long as their run.
 */
export function lifetimeOn(
  platform: PhonePlatform,
  totalBytes: number,
  awakeMs: number,
): TransferRequest['lifetime'] {
  if (platform === 'android') return 'now';
  return totalBytes < QUICK_BYTES && totalBytes / CAUTIOUS_BYTES_PER_MS < awakeMs ? 'now' : 'surviving';
}

/** For how long the app is awake for sure, ms: while somebody looks on, and for what is left of the runs that the system granted. */
export const awakeMsOf = (isOnScreen: boolean, granted: Iterable<{ readonly leftMs: number }>): number =>
  isOnScreen ? Infinity : Math.max(0, ...[...granted].map(({ leftMs }) => leftMs));
