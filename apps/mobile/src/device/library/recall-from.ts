import type { AssetId, DeviceAsset, Ledger } from '@keepsake/engine';

/** The assets as the ledger last saw them; a ledger that cannot be read knows none. */
export function recallFrom(
  ledger: Pick<Ledger, 'readAssets'>,
): (ids: readonly AssetId[]) => Promise<ReadonlyMap<AssetId, DeviceAsset>> {
  return async (ids) => {
    const records = await ledger.readAssets({ kind: 'by-id', ids }).catch(() => []);
    return new Map(records.map(({ asset }) => [asset.id, asset]));
  };
}
