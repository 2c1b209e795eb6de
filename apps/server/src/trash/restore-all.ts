import type { Commit } from '../database/group-commit.ts';
import { idsInTrash, takeOutOfTrash } from './trash.ts';

/** So that no transaction holds up the uploads beside it. */
const BATCH = 500;

/** Takes everything of this owner out of the trash, and tells how many assets that were; a Live Photo is one. */
export async function restoreAll(
  deps: { readonly commit: Commit; readonly now: () => Date },
  ownerId: string,
): Promise<number> {
  let count = 0;
  for (;;) {
    const taken = await deps.commit(async (trx) =>
      takeOutOfTrash(trx, deps.now(), await idsInTrash(trx, { ownerId }, BATCH)),
    );
    if (taken === 0) return count;
    count += taken;
  }
}
