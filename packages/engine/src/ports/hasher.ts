import type { CancelSignal } from '../cancel.ts';
import type { Checksum } from '../model/ids.ts';
import type { OpenedPart } from './photo-library.ts';

/** Computes checksums, natively where the platform can. */
export interface Hasher {
  /**
   * SHA-1 of all bytes of a part, streamed. `onRead` is called while it goes on, where `part.read` does not show it. Errors are
   * those of `OpenedPart.read`; a cancelled signal is thrown.
   */
  hash(part: OpenedPart, signal: CancelSignal, onRead?: () => void): Promise<Checksum>;
}
