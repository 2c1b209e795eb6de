import { foldedKey } from '../storage/safe-name.ts';
import type { Kept, KeptOriginal } from './find-kept.ts';
import type { PlaceDeps } from './place-original.ts';

/**
 * Whether the original that a row tells of lies where it says, with its size: one look at the disk, no reading.
 * One that is only being put back counts as missing, because its commit may still fail.
 *
 * @throws ServerError unavailable
 */
export async function isOriginalThere(
  deps: Pick<PlaceDeps, 'store' | 'namesInFlight'>,
  original: KeptOriginal,
): Promise<boolean> {
  const sizeBytes = await deps.store.sizeOf(original.path);
  return sizeBytes === original.sizeBytes && !deps.namesInFlight.has(foldedKey(original.path));
}

/** Whether everything that an answer about this asset would vouch for is on the disk. */
export async function isWhole(
  deps: Pick<PlaceDeps, 'store' | 'namesInFlight'>,
  kept: Kept,
): Promise<boolean> {
  if (!(await isOriginalThere(deps, kept))) return false;
  return kept.motion === undefined || isOriginalThere(deps, kept.motion);
}
