import { mayDo, type Caller } from '../../auth/caller.ts';
import { ServerError } from '../../errors/server-error.ts';

/** What of a change decides who administers the server. */
interface Rights {
  readonly isAdmin?: boolean | undefined;
  readonly email?: string | undefined;
  readonly password?: string | undefined;
}

/**
 * Makes sure that a key that was not made for everything neither makes an administrator nor becomes one, by taking over
 * an account that is one: it would not be limited at all.
 *
 * @param isAdmin whether the account is an administrator's already
 * @throws ServerError forbidden
 */
export function requireMayAdminister(caller: Caller, changes: Rights, isAdmin: boolean): void {
  if (mayDo(caller, 'all')) return;
  if ((changes.isAdmin ?? isAdmin) !== isAdmin)
    throw new ServerError(
      'forbidden',
      'Only an API key with the permission all may say who is an administrator.',
    );
  if (isAdmin && (changes.email ?? changes.password) !== undefined)
    throw new ServerError(
      'forbidden',
      "Only an API key with the permission all may change an administrator's password or e-mail address.",
    );
}
