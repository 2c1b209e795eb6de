import type { Database } from '../database/open-database.ts';
import { ServerError } from '../errors/server-error.ts';
import { foldedKey, safeName } from '../storage/safe-name.ts';
import { toUser } from './authenticate.ts';
import type { User } from './caller.ts';
import { hashPassword, verifyPassword } from './passwords.ts';

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
    const claimed = await trx
      .insertInto('settings')
      .values({ key: FIRST_ADMINISTRATOR, value: emailKey(account.email) })
      .onConflict((conflict) => conflict.column('key').doNothing())
      .returning('key')
      .executeTakeFirst();
    if (claimed === undefined) throw new ServerError('already-set-up');
    return insertUser({ ...deps, db: trx }, account, passwordHash, true);
  });
}

/**
 * Makes an ordinary account.
 *
 * @throws ServerError conflict when the e-mail address has an account
 */
export async function addUser(deps: AccountDeps, account: NewAccount): Promise<User> {
  const passwordHash = await hashPassword(account.password);
  return deps.db
    .transaction()
    .execute((trx) => insertUser({ ...deps, db: trx }, account, passwordHash, false));
}

/** The user of these credentials, or undefined; an unknown address takes as long as a wrong password. */
export async function checkLogin(db: Database, email: string, password: string): Promise<User | undefined> {
  const row = await db
    .selectFrom('users')
    .selectAll()
    .where('email', '=', emailKey(email))
    .executeTakeFirst();
  return (await verifyPassword(row?.password_hash, password)) && row !== undefined ? toUser(row) : undefined;
}

function emailKey(email: string): string {
  return email.trim().toLowerCase();
}

async function insertUser(
  deps: AccountDeps,
  account: NewAccount,
  passwordHash: string,
  isAdmin: boolean,
): Promise<User> {
  const now = deps.now().toISOString();
  const email = emailKey(account.email);
  const known = await deps.db.selectFrom('users').select('id').where('email', '=', email).executeTakeFirst();
  if (known !== undefined) throw new ServerError('conflict', 'This e-mail address has an account already.');
  const row = await deps.db
    .insertInto('users')
    .values({
      id: deps.newId(),
      email,
      name: account.name,
      password_hash: passwordHash,
      is_admin: isAdmin ? 1 : 0,
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
