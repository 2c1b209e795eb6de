import type { CancelSignal } from '../cancel.ts';
import type { Checksum } from '../model/ids.ts';

/**
 * Bytes that the platform can read by itself, so that they need not pass through here: the engine decides, the platform
 * moves them. Errors are those of `OpenedPart.read`; a cancelled signal is thrown.
 */
export interface NativeBytes {
  /** SHA-1 of all of them. `onRead` is called now and then while it goes on. */
  hash(onRead: () => void, signal: CancelSignal): Promise<Checksum>;
  /**
   * Where they are, for a transfer that the platform performs: an address of its own, good until the asset is closed. They may have to be written
   * there first: `onRead` is called now and then while that goes on.
   */
  locate(signal: CancelSignal, onRead?: () => void): Promise<string>;
}
