import { mayDo, type Caller } from '../../auth/caller.ts';
import { ServerError } from '../../errors/server-error.ts';

/**
 * Makes sure that a caller has what a key is to get: a key that could make a stronger one would not be limited at all.
 *
 * @throws ServerError forbidden
 */
export function requireGivable(caller: Caller, permissions: readonly string[]): void {
  const exceeding = permissions.find((permission) => !mayDo(caller, permission));
  if (exceeding !== undefined)
    throw new ServerError('forbidden', `This API key cannot give the permission ${exceeding}.`);
}
