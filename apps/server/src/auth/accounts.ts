import type { Database } from '../database/open-database.ts';
import { ServerError } from '../errors/server-error.ts';
import { foldedKey, safeName } from '../storage/safe-name.ts';
import { toUser } from './authenticate.ts';
import type { User } from './caller.ts';
import { hashPassword } from './passwords.ts';

/** What making and finding accounts needs. */
export interface AccountDeps {
  readonly db: Database;
  readonly now: () => Date;
  readonly newId: () => string;
  readonly defaultQuotaBytes: number | null;
}

export interface NewAccount {
  readonly email: string;
  readonly password: string;
  readonly name: string;
  /** Left out: the default of the configuration. */
  readonly quotaBytes?: number | null;
  /** Left out: an ordinary account. */
  readonly isAdmin?: boolean;
  /** Whether the password was chosen by somebody else. Left out: it was not. */
  readonly shouldChangePassword?: boolean;
}

const FIRST_ADMINISTRATOR = 'first-administrator';

/** Whether the server has its administrator. */
export async function isSetUp(db: Database): Promise<boolean> {
  const row = await db
    .selectFrom('settings')
    .select('key')
    .where('key', '=', FIRST_ADMINISTRATOR)
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Makes the first account, the administrator. Of two that come at once, one wins.
 *
 * @throws ServerError already-set-up
 */
export async function signUpAdministrator(deps: AccountDeps, account: NewAccount): Promise<User> {
  if (await isSetUp(deps.db)) throw new ServerError('already-set-up');
  const passwordHash = await hashPassword(account.password);
  return deps.db.transaction().execute(async (trx) => {
    if (!(await claimSetUp(trx, account.email))) throw new ServerError('already-set-up');
    return insertUser({ ...deps, db: trx }, { ...account, isAdmin: true }, passwordHash);
  });
}

/** Notes that the server has an administrator; false when it had one. */
async function claimSetUp(trx: Database, email: string): Promise<boolean> {
  const claimed = await trx
    .insertInto('settings')
    .values({ key: FIRST_ADMINISTRATOR, value: emailKey(email) })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .returning('key')
    .executeTakeFirst();
  return claimed !== undefined;
}

/**
 * Makes an account. One of an administrator counts as the first when there was none.
 *
 * @throws ServerError conflict when the e-mail address has an account
 */
export async function addUser(deps: AccountDeps, account: NewAccount): Promise<User> {
  const passwordHash = await hashPassword(account.password);
  return deps.db.transaction().execute(async (trx) => {
    if (account.isAdmin === true) await claimSetUp(trx, account.email);
    return insertUser({ ...deps, db: trx }, account, passwordHash);
  });
}

/** What e-mail addresses are compared by. */
export function emailKey(email: string): string {
  return email.trim().toLowerCase();
}

/**
 * Makes sure that no other account has this address.
 *
 * @throws ServerError conflict
 */
export async function requireFreeEmail(trx: Database, email: string, exceptUserId?: string): Promise<void> {
  const known = await trx
    .selectFrom('users')
    .select(['id', 'removed_at'])
    .where('email', '=', emailKey(email))
    .executeTakeFirst();
  if (known === undefined || known.id === exceptUserId) return;
  throw new ServerError(
    'conflict',
    known.removed_at === null
      ? 'This e-mail address has an account already.'
      : 'This e-mail address is of an account that is being removed; restore it, or wait until it is gone.',
  );
}

async function insertUser(deps: AccountDeps, account: NewAccount, passwordHash: string): Promise<User> {
  const now = deps.now().toISOString();
  const email = emailKey(account.email);
  await requireFreeEmail(deps.db, email);
  const row = await deps.db
    .insertInto('users')
    .values({
      id: deps.newId(),
      email,
      name: account.name,
      password_hash: passwordHash,
      is_admin: account.isAdmin === true ? 1 : 0,
      should_change_password: account.shouldChangePassword === true ? 1 : 0,
      storage_label: await freeLabel(deps.db, email),
      quota_bytes: account.quotaBytes === undefined ? deps.defaultQuotaBytes : account.quotaBytes,
      usage_bytes: 0,
      created_at: now,
      updated_at: now,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return toUser(row);
}

/** The folder of a new user: what stands before the @, numbered when another user has it. */
async function freeLabel(db: Database, email: string): Promise<string> {
  const { stem, extension } = safeName(email.split('@')[0] ?? '');
  const wanted = stem + extension;
  const rows = await db.selectFrom('users').select('storage_label').execute();
  const taken = new Set(rows.map((row) => foldedKey(row.storage_label)));
  let label = wanted;
  for (let n = 2; taken.has(foldedKey(label)); n++) label = `${wanted} (${n})`;
  return label;
}
