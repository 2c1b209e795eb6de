import { routes, type Route } from '@keepsake/protocol';
import { PERMISSION_NAMES } from '../../auth/permission-names.ts';
import { ServerError } from '../../errors/server-error.ts';

/**
 * Makes sure that permissions have names that a client can mean.
 *
 * @throws ServerError bad-request, which lists the names that this server checks
 */
export function requireKnown(permissions: readonly string[]): void {
  const unknown = permissions.find((permission) => !PERMISSION_NAMES.has(permission));
  if (unknown !== undefined)
    throw new ServerError(
      'bad-request',
      `There is no permission ${unknown}. Those that count here: all, ${namesChecked().join(', ')}.`,
    );
}

function namesChecked(): readonly string[] {
  const names = Object.values<Route>(routes).flatMap(({ access }) =>
    typeof access === 'string' ? [] : [access.permission],
  );
  return [...new Set(names)].sort();
}
