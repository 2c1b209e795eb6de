import type { AssetId, BackupController, DeviceAsset, Ledger } from '@keepsake/engine';
import { isWithin } from '../device/library-roots.ts';
import { listAll } from './list-all.ts';

type AssetSource = Pick<BackupController, 'listAssets'>;

/** How many photos and videos of a folder the library held when it was last looked at. */
export async function countKnownMedia(source: AssetSource, folder: string): Promise<number> {
  let count = 0;
  for await (const { asset, settlement } of listAll(source, undefined, undefined)) {
    if (asset.kind !== 'unsupported' && settlement.kind !== 'gone' && isWithin(folder, asset.id)) count += 1;
  }
  return count;
}

/** Files that were to be backed up, were not, and are gone since a moment. */
export async function* goneSince(source: AssetSource, sinceMs: number): AsyncGenerator<AssetId> {
  for await (const { asset, settlement } of listAll(source, 'candidate', 'gone')) {
    if (settlement.kind === 'gone' && settlement.atMs > sinceMs) yield asset.id;
  }
}

/** As many as one question may name without growing out of bounds. */
const IDS_AT_ONCE = 500;

/** Assets as the library showed them when it was last looked at. */
export async function recallAssets(
  ledger: Pick<Ledger, 'readAssets'>,
  ids: readonly AssetId[],
): Promise<readonly DeviceAsset[]> {
  const assets: DeviceAsset[] = [];
  for (let start = 0; start < ids.length; start += IDS_AT_ONCE) {
    const some = ids.slice(start, start + IDS_AT_ONCE);
    for (const { asset } of await ledger.readAssets({ kind: 'by-id', ids: some })) assets.push(asset);
  }
  return assets;
}
