import type { Database } from '../database/open-database.ts';
import type { ApiKeyRow, UserRow } from '../database/schema.ts';
import type { ApiKey, Caller, User } from './caller.ts';
import type { Credential } from './credentials.ts';
import { tokenHash } from './tokens.ts';

/** Finds whom a credential belongs to; undefined when it is not, or no longer, good. */
export async function authenticate(db: Database, credential: Credential): Promise<Caller | undefined> {
  switch (credential.kind) {
    case 'session': {
      const row = await db
        .selectFrom('sessions')
        .innerJoin('users', 'users.id', 'sessions.user_id')
        .selectAll('users')
        .select('sessions.id as session_id')
        .where('sessions.token_hash', '=', tokenHash(credential.token))
        .executeTakeFirst();
      return row && { kind: 'session', user: toUser(row), sessionId: row.session_id };
    }
    case 'api-key': {
      const key = await db
        .selectFrom('api_keys')
        .selectAll()
        .where('secret_hash', '=', tokenHash(credential.secret))
        .executeTakeFirst();
      if (key === undefined) return undefined;
      const row = await db
        .selectFrom('users')
        .selectAll()
        .where('id', '=', key.user_id)
        .executeTakeFirstOrThrow();
      return { kind: 'api-key', user: toUser(row), key: toApiKey(key) };
    }
  }
}

export function toUser(row: UserRow): User {
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    isAdmin: row.is_admin === 1,
    label: row.storage_label,
    quotaBytes: row.quota_bytes,
    usageBytes: row.usage_bytes,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

export function toApiKey(row: ApiKeyRow): ApiKey {
  return {
    id: row.id,
    name: row.name,
    permissions: JSON.parse(row.permissions) as string[],
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
