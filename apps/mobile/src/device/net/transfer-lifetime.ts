import type { TransferRequest } from '../../../modules/backup-native/src/index.ts';
import type { PhonePlatform } from '../library/phone-media.ts';

const MIB = 1024 * 1024;
/** So much is through before iOS freezes an app that has left the screen. */
const QUICK_BYTES = 8 * MIB;
/**
 * What one request carries of a film that iOS sends on without the app: it wakes the app after each, and later each time, so they are to be few. What
 * was sent of one that breaks off is kept by the server, and 64 MiB is the most that it takes at once.
 */
const SURVIVING_CHUNK_BYTES = 64 * MIB;
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
  // On the screen nobody knows for how long: what is begun there, and is left, iOS goes on with at full speed.
  const isQuick = awakeMs < Infinity || totalBytes < QUICK_BYTES;
  return isQuick && isAwakeFor(totalBytes, awakeMs) ? 'now' : 'surviving';
}

/** How much the next request of a film carries, that is sent in chunks of `chunkBytes` where nothing goes on without the app. */
export const chunkBytesOn = (platform: PhonePlatform, chunkBytes: number, awakeMs: number): number =>
  lifetimeOn(platform, chunkBytes, awakeMs) === 'now' ? chunkBytes : SURVIVING_CHUNK_BYTES;

/** Whether so much is sure to be through while the app is awake. */
export const isAwakeFor = (totalBytes: number, awakeMs: number): boolean =>
  totalBytes / CAUTIOUS_BYTES_PER_MS < awakeMs;

/** For how long the app is awake for sure, ms: while somebody looks on, and for what is left of the runs that the system granted. */
export const awakeMsOf = (isOnScreen: boolean, granted: Iterable<{ readonly leftMs: number }>): number =>
  isOnScreen ? Infinity : Math.max(0, ...[...granted].map(({ leftMs }) => leftMs));
