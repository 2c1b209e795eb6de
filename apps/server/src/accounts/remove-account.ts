import { toUser } from '../auth/authenticate.ts';
import type { User } from '../auth/caller.ts';
import { endSessions } from '../auth/sessions.ts';
import type { Database } from '../database/open-database.ts';
import { ServerError } from '../errors/server-error.ts';
import { requireAnotherAdministrator } from './last-administrator.ts';

interface RemoveDeps {
  readonly db: Database;
  readonly now: () => Date;
}

/**
 * Marks an account for removal: nobody signs in to it from now on, and everything of it is deleted when the delay is
 * over. Asked again it changes nothing, but a shorter delay counts.
 *
 * @returns the user, or undefined when there is none of this id
 * @throws ServerError conflict when nobody could administer the server any more
 */
export async function removeAccount(
  deps: RemoveDeps,
  id: string,
  delayMs: number,
): Promise<User | undefined> {
  return deps.db.transaction().execute(async (trx) => {
    const before = await trx.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst();
    if (before === undefined) return undefined;
    if (before.is_admin === 1) await requireAnotherAdministrator(trx, id);
    const now = deps.now();
    const purgeAt = new Date(now.getTime() + delayMs).toISOString();
    const row = await trx
      .updateTable('users')
      .set({
        removed_at: before.removed_at ?? now.toISOString(),
        purge_at: before.purge_at !== null && before.purge_at < purgeAt ? before.purge_at : purgeAt,
        updated_at: now.toISOString(),
      })
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow();
    await endSessions(trx, id);
    return toUser(row);
  });
}

/**
 * Undoes a removal whose delay is not over. The user signs in again; API keys work as before.
 *
 * @returns the user, or undefined when there is none of this id
 * @throws ServerError conflict when it is too late
 */
export async function restoreAccount(deps: RemoveDeps, id: string): Promise<User | undefined> {
  return deps.db.transaction().execute(async (trx) => {
    const before = await trx.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst();
    if (before === undefined) return undefined;
    const now = deps.now().toISOString();
    if (before.purge_at !== null && before.purge_at <= now)
      throw new ServerError('conflict', 'This account cannot be restored: its assets are being deleted.');
    const row = await trx
      .updateTable('users')
      .set({ removed_at: null, purge_at: null, updated_at: now })
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow();
    return toUser(row);
  });
}
