import type { TransferRequest } from '../../../modules/backup-native/src/index.ts';
import type { PhonePlatform } from '../library/phone-media.ts';

/** So much is through before iOS freezes an app that has left the screen. */
const QUICK_BYTES = 8 * 1024 * 1024;

/**
 * What becomes of a transfer when the app does: on iOS it goes on, but that costs each about a second, so that photos which are sent while
 * somebody looks on go at full speed. Android's processes live for as long as their run.
 */
export function lifetimesOn(
  platform: PhonePlatform,
  isOnScreen: () => boolean,
): (totalBytes: number) => TransferRequest['lifetime'] {
  if (platform === 'android') return () => 'now';
  return (totalBytes) => (isOnScreen() && totalBytes < QUICK_BYTES ? 'now' : 'surviving');
}
