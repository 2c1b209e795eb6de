import type { AssetId, DeviceAsset, Ledger } from '@keepsake/engine';

/**
 * The assets of the library as the ledger last saw them; a ledger that cannot be read knows none. What is gone is not recalled: an edit that was
 * taken back left its unedited bytes in the ledger, and none on the phone.
 */
export function recallFrom(
  ledger: Pick<Ledger, 'readAssets'>,
): (ids: readonly AssetId[]) => Promise<ReadonlyMap<AssetId, DeviceAsset>> {
  return async (ids) => {
    const records = await ledger.readAssets({ kind: 'by-id', ids }).catch(() => []);
    const inLibrary = records.filter(({ albumIds }) => albumIds.length > 0);
    return new Map(inLibrary.map(({ asset }) => [asset.id, asset]));
  };
}
