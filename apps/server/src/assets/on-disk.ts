import { errorCodeOf } from '../errors/server-error.ts';
import { isOriginalThere, type IsThereDeps } from '../ingest/is-original-there.ts';

/** Where a row says that an asset and its linked motion part lie; null: there is none. */
export interface ToldFiles {
  readonly path: string;
  readonly sizeBytes: number;
  readonly motionPath: string | null;
  readonly motionSizeBytes: number | null;
}

/** A few: uploads wait for the same disk. */
const LOOKS_AT_ONCE = 16;

/**
 * Those of these assets whose files, the motion part's too, lie on the disk with their size now. Nothing is read and
 * nothing is noted: a disk that was away for a moment is believed as soon as it is back.
 */
export async function findOnDisk<Asset extends ToldFiles>(
  deps: IsThereDeps,
  assets: readonly Asset[],
): Promise<ReadonlySet<Asset>> {
  const found = new Set<Asset>();
  const left = assets.values();
  const look = async (): Promise<void> => {
    for (const asset of left) if (await isOnDisk(deps, asset)) found.add(asset);
  };
  await Promise.all(Array.from({ length: LOOKS_AT_ONCE }, look));
  return found;
}

async function isOnDisk(deps: IsThereDeps, asset: ToldFiles): Promise<boolean> {
  const { path, sizeBytes, motionPath, motionSizeBytes } = asset;
  try {
    if (!(await isOriginalThere(deps, { path, sizeBytes, doubtedId: null }))) return false;
    if (motionPath === null || motionSizeBytes === null) return true;
    return await isOriginalThere(deps, { path: motionPath, sizeBytes: motionSizeBytes, doubtedId: null });
  } catch (error) {
    // What cannot be looked at is not called safe, and does not keep the others from being told.
    if (errorCodeOf(error) !== undefined) return false;
    throw error;
  }
}
