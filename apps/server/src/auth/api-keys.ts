import type { Database } from '../database/open-database.ts';
import { toApiKey } from './authenticate.ts';
import type { ApiKey } from './caller.ts';
import { newToken, tokenHash } from './tokens.ts';

interface ApiKeyDeps {
  readonly db: Database;
  readonly now: () => Date;
  readonly newId: () => string;
}

/** Makes an API key and returns it with its secret, which is kept nowhere else. */
export async function createApiKey(
  deps: ApiKeyDeps,
  userId: string,
  wanted: { readonly name: string; readonly permissions: readonly string[] },
): Promise<{ secret: string; apiKey: ApiKey }> {
  const secret = newToken();
  const now = deps.now().toISOString();
  const row = await deps.db
    .insertInto('api_keys')
    .values({
      id: deps.newId(),
      user_id: userId,
      name: wanted.name,
      secret_hash: tokenHash(secret),
      permissions: JSON.stringify(wanted.permissions),
      created_at: now,
      updated_at: now,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return { secret, apiKey: toApiKey(row) };
}

/** A user's keys, oldest first. */
export async function listApiKeys(db: Database, userId: string): Promise<readonly ApiKey[]> {
  const rows = await db
    .selectFrom('api_keys')
    .selectAll()
    .where('user_id', '=', userId)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.map(toApiKey);
}

/** One key of a user; undefined when it is unknown or another's. */
export async function findApiKey(db: Database, userId: string, id: string): Promise<ApiKey | undefined> {
  const row = await db
    .selectFrom('api_keys')
    .selectAll()
    .where('user_id', '=', userId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && toApiKey(row);
}

/** Changes one key of a user, whose secret stays; undefined when it is unknown or another's. */
export async function updateApiKey(
  deps: Pick<ApiKeyDeps, 'db' | 'now'>,
  userId: string,
  id: string,
  changes: { readonly name?: string | undefined; readonly permissions?: readonly string[] | undefined },
): Promise<ApiKey | undefined> {
  const { name, permissions } = changes;
  const row = await deps.db
    .updateTable('api_keys')
    .set({
      ...(name !== undefined && { name }),
      ...(permissions !== undefined && { permissions: JSON.stringify(permissions) }),
      updated_at: deps.now().toISOString(),
    })
    .where('user_id', '=', userId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
  return row && toApiKey(row);
}

/** Revokes one key of a user; false when it is unknown or another's. */
export async function deleteApiKey(db: Database, userId: string, id: string): Promise<boolean> {
  const row = await db
    .deleteFrom('api_keys')
    .where('user_id', '=', userId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}
