import { readdir, realpath } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve } from 'node:path';
import type { AssetId, BackupController } from '@keepsake/engine';
import { nameBehindPlaceholder } from '../device/cloud-files.ts';

/** What the engine says of an asset. */
export type Explained = NonNullable<Awaited<ReturnType<BackupController['explain']>>>;

/**
 * The asset that a person's name for a file means: the one of that path, or the Live Photo whose motion part it is.
 * Undefined when the ledger knows neither.
 */
export async function findNamedAsset(
  controller: Pick<BackupController, 'explain'>,
  file: string,
): Promise<Explained | undefined> {
  const id = await assetIdOf(file);
  const own = await controller.explain(id);
  if (own !== undefined) return own;
  const name = basename(id);
  const stem = basename(name, extname(name));
  for (const other of await readdir(dirname(id)).catch(() => [])) {
    if (other === name || basename(other, extname(other)) !== stem) continue;
    const still = await controller.explain(join(dirname(id), other) as AssetId);
    if (still?.record.asset.motion?.fileName === name) return still;
  }
  return undefined;
}

/** The id that a file has or had; one that is gone by now has a name all the same, and a placeholder that of its file. */
export async function assetIdOf(file: string): Promise<AssetId> {
  const path = resolve(file);
  const folder = await realpath(dirname(path)).catch(() => dirname(path));
  const name = basename(path);
  return join(folder, nameBehindPlaceholder(name) ?? name) as AssetId;
}
