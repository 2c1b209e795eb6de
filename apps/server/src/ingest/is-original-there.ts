import { rereadAsset, type ProofDeps } from '../proof/examine.ts';
import { foldedKey } from '../storage/safe-name.ts';
import type { Kept, KeptOriginal } from './find-kept.ts';

export interface IsThereDeps extends ProofDeps {
  readonly namesInFlight: ReadonlySet<string>;
}

/**
 * Whether the original that a row tells of lies where it says, with its size: one look at the disk, no reading.
 * One that is only being put back counts as missing, because its commit may still fail. One that was found missing or
 * damaged is read: its disk may have been away and have come back.
 *
 * @throws ServerError unavailable
 */
export async function isOriginalThere(deps: IsThereDeps, original: KeptOriginal): Promise<boolean> {
  const sizeBytes = await deps.store.sizeOf(original.path);
  if (sizeBytes !== original.sizeBytes || deps.namesInFlight.has(foldedKey(original.path))) return false;
  return original.doubtedId === null || (await rereadAsset(deps, original.doubtedId)).kind === 'right';
}

/** Whether everything that an answer about this asset would vouch for is on the disk. */
export async function isWhole(deps: IsThereDeps, kept: Kept): Promise<boolean> {
  if (!(await isOriginalThere(deps, kept))) return false;
  return kept.motion === undefined || isOriginalThere(deps, kept.motion);
}
