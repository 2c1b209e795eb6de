import type { Database } from '../database/open-database.ts';
import type { UserRow } from '../database/schema.ts';
import { ServerError } from '../errors/server-error.ts';
import { emailKey } from './accounts.ts';
import { mayEnter, toUser } from './authenticate.ts';
import type { User } from './caller.ts';
import type { Device } from './device-of.ts';
import { takeAttempt, type Attempt } from './login-attempts.ts';
import { hashPassword, verifyPassword } from './passwords.ts';
import { endSessions, openSession } from './sessions.ts';

interface SignInDeps {
  readonly db: Database;
  readonly now: () => Date;
  readonly newId: () => string;
}

/** What a person typed, and where. */
export interface SignIn {
  readonly email: string;
  readonly password: string;
  readonly address: string;
  readonly device: Device;
}

/**
 * Opens a session for whoever knows the password. A wrong password and an unknown address are answered alike, and
 * take as long.
 *
 * @throws ServerError wrong-credentials or too-many-requests
 */
export async function signIn(deps: SignInDeps, given: SignIn): Promise<{ user: User; accessToken: string }> {
  const email = emailKey(given.email);
  const row = await deps.db.selectFrom('users').selectAll().where('email', '=', email).executeTakeFirst();
  const attempt = await takeAttempt(deps, email, given.address, { isSignedIn: false });
  const isRight = await tryPassword(attempt, row?.password_hash, given.password);
  if (!isRight || row === undefined) throw new ServerError('wrong-credentials');
  if (!mayEnter(row)) throw closedTo(row);
  const accessToken = await deps.db.transaction().execute(async (trx) => {
    // The password may have been changed while it was compared: the old one opens no session any more.
    const same = trx.selectFrom('users').select('id').where('id', '=', row.id);
    const stillGood = await same.where('password_hash', '=', row.password_hash).executeTakeFirst();
    if (stillGood === undefined) throw new ServerError('wrong-credentials');
    return openSession({ ...deps, db: trx }, row.id, given.device);
  });
  return { user: toUser(row), accessToken };
}

/** Said to nobody but those who know the password. */
function closedTo(row: UserRow): ServerError {
  return new ServerError(
    'wrong-credentials',
    row.removed_at === null
      ? 'This account is disabled; ask an administrator of this server.'
      : 'This account is being removed; an administrator of this server may still restore it.',
  );
}

/**
 * Changes a user's own password and ends all other sessions.
 *
 * @throws ServerError bad-request when the current password is wrong, too-many-requests
 */
export async function changePassword(
  deps: SignInDeps,
  user: User,
  given: { readonly password: string; readonly newPassword: string; readonly address: string },
  sessionId: string | undefined,
): Promise<User> {
  const known = await deps.db
    .selectFrom('users')
    .select('password_hash')
    .where('id', '=', user.id)
    .executeTakeFirst();
  const attempt = await takeAttempt(deps, user.email, given.address, { isSignedIn: true });
  if (!(await tryPassword(attempt, known?.password_hash, given.password)))
    throw new ServerError('bad-request', 'The current password is wrong.');
  const passwordHash = await hashPassword(given.newPassword);
  return deps.db.transaction().execute(async (trx) => {
    const changed = await trx
      .updateTable('users')
      .set({ password_hash: passwordHash, should_change_password: 0, updated_at: deps.now().toISOString() })
      .where('id', '=', user.id)
      .where('password_hash', '=', known?.password_hash ?? '')
      .returningAll()
      .executeTakeFirst();
    if (changed === undefined)
      throw new ServerError('conflict', 'The password was changed at this very moment.');
    await endSessions(trx, user.id, sessionId);
    return toUser(changed);
  });
}

/** Compares a password within the limits on failed tries. */
async function tryPassword(attempt: Attempt, hash: string | undefined, password: string): Promise<boolean> {
  let isRight: boolean;
  try {
    isRight = await verifyPassword(hash, password);
  } catch (error) {
    await attempt.withdraw();
    throw error;
  }
  if (isRight) await attempt.succeed();
  return isRight;
}
