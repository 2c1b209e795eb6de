import { chosenAssets } from './chosen-assets.ts';
import type { EmptyTrashDeps } from './empty-trash.ts';
import { purgeAssets } from './purge-assets.ts';
import { removeFiles, type RemovalLog } from './removals.ts';
import { leaveToPhotos, moveToTrash } from './trash.ts';

/**
 * Moves assets of one owner to the trash, or deletes them for good. When this resolves, the decision is durable; when
 * it rejects, nothing has happened to any of them.
 *
 * @throws ServerError not-found, bad-request, unavailable
 */
export async function deleteChosen(
  deps: EmptyTrashDeps & { readonly now: () => Date },
  ownerId: string,
  request: { readonly ids: readonly string[]; readonly force?: boolean | undefined },
  log: RemovalLog,
): Promise<void> {
  const purged = await deps.commit(async (trx) => {
    const chosen = await chosenAssets(trx, ownerId, request.ids);
    const ids = await leaveToPhotos(trx, deps.now(), chosen);
    await moveToTrash(trx, deps.now(), ids);
    return request.force === true ? purgeAssets(trx, ids) : undefined;
  });
  if (purged !== undefined) await removeFiles(deps, purged.paths, log);
}
