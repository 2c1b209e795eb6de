import type { AssetId, CancelSignal } from '@keepsake/engine';

/** The way of a cloud-only original down to the device. */
export interface Downlink {
  /** Brings some bytes of an asset; throws `download-failed` where there is no network. A cancelled signal is thrown. */
  bring(asset: AssetId, bytes: number, signal: CancelSignal): Promise<void>;
}
