import type { Commit } from '../database/group-commit.ts';
import { purgeAssets } from './purge-assets.ts';
import { removeFiles, type RemovalDeps, type RemovalLog } from './removals.ts';
import { idsInTrash, type TrashFilter } from './trash.ts';

export interface EmptyTrashDeps extends RemovalDeps {
  readonly commit: Commit;
}

/** So that no transaction holds up the uploads beside it. */
const BATCH = 200;

/**
 * Deletes for good what lies in the trash, batch by batch, until it is empty or the signal aborts.
 *
 * @returns how many assets are gone; a Live Photo is one
 */
export async function emptyTrash(
  deps: EmptyTrashDeps,
  filter: TrashFilter,
  log: RemovalLog,
  signal?: AbortSignal,
): Promise<number> {
  let count = 0;
  while (signal?.aborted !== true) {
    const batch = await deps.commit(async (trx) => {
      // Chosen where it is deleted: what was restored meanwhile is not chosen.
      const ids = await idsInTrash(trx, filter, BATCH);
      return { ids, purged: await purgeAssets(trx, ids) };
    });
    if (batch.ids.length === 0) break;
    count += batch.ids.length;
    await removeFiles(deps, batch.purged.paths, log);
  }
  return count;
}
