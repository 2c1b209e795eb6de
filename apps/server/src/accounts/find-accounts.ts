import { toUser } from '../auth/authenticate.ts';
import { emailKey } from '../auth/accounts.ts';
import type { User } from '../auth/caller.ts';
import type { Database } from '../database/open-database.ts';

/** All accounts, by address. */
export async function listAccounts(db: Database): Promise<readonly User[]> {
  const rows = await db.selectFrom('users').selectAll().orderBy('email').execute();
  return rows.map(toUser);
}

/** One account; undefined when there is none of this id. */
export async function findAccount(db: Database, id: string): Promise<User | undefined> {
  const row = await db.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toUser(row);
}

/** The account of this address, whatever its case. */
export async function findAccountByEmail(db: Database, email: string): Promise<User | undefined> {
  const row = await db
    .selectFrom('users')
    .selectAll()
    .where('email', '=', emailKey(email))
    .executeTakeFirst();
  return row && toUser(row);
}
