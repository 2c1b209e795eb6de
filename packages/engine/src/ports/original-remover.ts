import type { CancelSignal } from '../cancel.ts';
import type { AssetId, AssetVersion } from '../model/ids.ts';

/** Deletes originals from the device: the only port that does. Nothing but freeing space knows it (V2). */
export interface OriginalRemover {
  /**
   * Deletes these assets, all parts, if each is still this version; the platform may ask the person once more. Answers
   * those that are gone; cancelled, it stops soon and answers those that are gone by then. Errors: `library-unavailable`, `library-permission-lost`.
   */
  remove(
    assets: readonly { readonly id: AssetId; readonly version: AssetVersion }[],
    signal: CancelSignal,
  ): Promise<readonly AssetId[]>;
}
