import { emailKey, requireFreeEmail } from '../auth/accounts.ts';
import { toUser } from '../auth/authenticate.ts';
import type { User } from '../auth/caller.ts';
import { hashPassword } from '../auth/passwords.ts';
import { endSessions } from '../auth/sessions.ts';
import type { Database } from '../database/open-database.ts';
import { requireAnotherAdministrator } from './last-administrator.ts';

/** What can be changed of an account; what is undefined stays. */
export interface AccountChanges {
  readonly email?: string | undefined;
  readonly name?: string | undefined;
  readonly password?: string | undefined;
  readonly shouldChangePassword?: boolean | undefined;
  readonly isAdmin?: boolean | undefined;
  readonly isDisabled?: boolean | undefined;
  /** May lie below what is kept: nothing is deleted, and new uploads are refused. */
  readonly quotaBytes?: number | null | undefined;
}

/** How an account is changed. */
interface ChangeOptions {
  /** A session of the account that does not end. */
  readonly sessionToKeep?: string | undefined;
  /** Throws when the account, as it is, may not be changed so. */
  readonly requireMay?: (account: User) => void;
}

interface ChangeDeps {
  readonly db: Database;
  readonly now: () => Date;
}

/**
 * Changes an account. A new password and disabling end its sessions, but for one that may be named.
 *
 * @returns the user, or undefined when there is none of this id
 * @throws ServerError conflict when the address is another's, or nobody could administer the server any more
 */
export async function changeAccount(
  deps: ChangeDeps,
  id: string,
  changes: AccountChanges,
  { sessionToKeep, requireMay }: ChangeOptions = {},
): Promise<User | undefined> {
  const { email, password, isAdmin, isDisabled } = changes;
  const passwordHash = password === undefined ? undefined : await hashPassword(password);
  return deps.db.transaction().execute(async (trx) => {
    const before = await trx.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst();
    if (before === undefined) return undefined;
    requireMay?.(toUser(before));
    if (email !== undefined) await requireFreeEmail(trx, email, id);
    const losesRight = isAdmin === false || isDisabled === true;
    if (losesRight && before.is_admin === 1) await requireAnotherAdministrator(trx, id);
    const row = await trx
      .updateTable('users')
      .set({
        ...(email !== undefined && { email: emailKey(email) }),
        ...(changes.name !== undefined && { name: changes.name }),
        ...(passwordHash !== undefined && { password_hash: passwordHash }),
        ...flag('should_change_password', changes.shouldChangePassword),
        ...flag('is_admin', isAdmin),
        ...flag('is_disabled', isDisabled),
        ...(changes.quotaBytes !== undefined && { quota_bytes: changes.quotaBytes }),
        updated_at: deps.now().toISOString(),
      })
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow();
    if (passwordHash !== undefined || isDisabled === true) await endSessions(trx, id, sessionToKeep);
    return toUser(row);
  });
}

type Flag = 'should_change_password' | 'is_admin' | 'is_disabled';

function flag(column: Flag, value: boolean | undefined): Partial<Record<Flag, number>> {
  return value === undefined ? {} : { [column]: value ? 1 : 0 };
}
