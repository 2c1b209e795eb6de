import type { AssetId, DeviceAsset } from '@keepsake/engine';
import { shownAsset } from './phone-asset.ts';
import type { SimulatedPhone } from './simulated-phone.ts';

/** What the platform shows of an asset now, if it shows it. */
export function listedAsset(phone: SimulatedPhone, id: AssetId): DeviceAsset | undefined {
  const asset = phone.asset(id);
  return asset === undefined || !phone.isShown(asset) ? undefined : shownAsset(asset);
}
