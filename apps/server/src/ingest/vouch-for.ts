import { takeOutOfTrash } from '../trash/trash.ts';
import type { CommitDeps } from './commit-asset.ts';
import { findKept, type Kept } from './find-kept.ts';
import { isWhole } from './is-original-there.ts';

/**
 * Whether an upload of a kept asset may be answered "duplicate" at once: all that the answer would vouch for is on the
 * disk, and out of the trash from now on, whoever had put it there. False: the bytes are needed after all.
 *
 * @throws ServerError unavailable
 */
export async function vouchFor(deps: CommitDeps, ownerId: string, kept: Kept): Promise<boolean> {
  if (!(await isWhole(deps, kept))) return false;
  if (!kept.isTrashed) return true;
  return deps.commit(async (trx) => {
    await takeOutOfTrash(trx, deps.now(), [kept.id]);
    // It may have been deleted for good meanwhile.
    return (await findKept(trx, ownerId, kept.checksum)) !== undefined;
  });
}
