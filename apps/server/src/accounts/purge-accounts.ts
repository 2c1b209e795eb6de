import type { Commit } from '../database/group-commit.ts';
import type { Database } from '../database/open-database.ts';
import { purgeAssets, type Purged } from '../trash/purge-assets.ts';
import { removeFiles, type RemovalDeps, type RemovalLog } from '../trash/removals.ts';

interface PurgeDeps extends RemovalDeps {
  readonly commit: Commit;
  readonly now: () => Date;
}

/** So that no transaction holds up the uploads beside it. */
const BATCH = 200;

/**
 * Deletes for good the users whose removal cannot be undone any more: all assets, batch by batch, and then the account
 * itself with albums, sessions and keys. What is under way when the signal aborts goes on with the next call.
 */
export async function purgeAccounts(deps: PurgeDeps, log: RemovalLog, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const due = await deps.db
      .selectFrom('users')
      .select('id')
      .where('purge_at', '<=', deps.now().toISOString())
      .orderBy('purge_at')
      .executeTakeFirst();
    if (due === undefined) return;
    await purgeAccount(deps, due.id, log, signal);
  }
}

async function purgeAccount(
  deps: PurgeDeps,
  userId: string,
  log: RemovalLog,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const purged = await deps.commit((trx) => purgeSome(trx, userId));
    if (purged === 'account') return;
    await removeFiles(deps, purged.paths, log);
  }
}

/** Some of the assets, or the account when there are none left: an upload that was under way may have added one. */
async function purgeSome(trx: Database, userId: string): Promise<Purged | 'account'> {
  const assets = await trx
    .selectFrom('assets')
    .select('id')
    .where('owner_id', '=', userId)
    .limit(BATCH)
    .execute();
  if (assets.length > 0)
    return purgeAssets(
      trx,
      assets.map(({ id }) => id),
    );
  await trx.deleteFrom('users').where('id', '=', userId).execute();
  return 'account';
}
