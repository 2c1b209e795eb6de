import type { Database } from '../database/open-database.ts';
import { ServerError } from '../errors/server-error.ts';

/**
 * Makes sure that somebody can still administer the server without this user; to be asked in the transaction that
 * takes the right away.
 *
 * @throws ServerError conflict
 */
export async function requireAnotherAdministrator(trx: Database, userId: string): Promise<void> {
  const other = await trx
    .selectFrom('users')
    .select('id')
    .where('is_admin', '=', 1)
    .where('is_disabled', '=', 0)
    .where('removed_at', 'is', null)
    .where('id', '!=', userId)
    .limit(1)
    .executeTakeFirst();
  if (other === undefined)
    throw new ServerError('conflict', 'This is the last administrator; make another one first.');
}
