import type { Database } from '../database/open-database.ts';
import type { ApiKeyRow, UserRow } from '../database/schema.ts';
import type { ApiKey, Caller, User } from './caller.ts';
import type { Credential } from './credentials.ts';
import { idleSince } from './sessions.ts';
import { tokenHash } from './tokens.ts';

interface AuthenticateDeps {
  readonly db: Database;
  readonly now: () => Date;
  readonly config: { readonly sessionIdleMs: number };
}

/**
 * Finds whom a credential belongs to; undefined when it is not, or no longer, good: unknown, ended, unused for too
 * long, or of a user who is disabled or being removed.
 */
export async function authenticate(
  deps: AuthenticateDeps,
  credential: Credential,
): Promise<Caller | undefined> {
  const { db } = deps;
  switch (credential.kind) {
    case 'session': {
      const row = await db
        .selectFrom('sessions')
        .innerJoin('users', 'users.id', 'sessions.user_id')
        .selectAll('users')
        .select(['sessions.id as session_id', 'sessions.updated_at as used_at'])
        .where('sessions.token_hash', '=', tokenHash(credential.token))
        .where('sessions.updated_at', '>', idleSince(deps))
        .executeTakeFirst();
      if (row === undefined || !mayEnter(row)) return undefined;
      return { kind: 'session', user: toUser(row), sessionId: row.session_id, usedAt: row.used_at };
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
      return mayEnter(row) ? { kind: 'api-key', user: toUser(row), key: toApiKey(key) } : undefined;
    }
  }
}

/** Whether this user may come in at all. */
export function mayEnter(row: Pick<UserRow, 'is_disabled' | 'removed_at'>): boolean {
  return row.is_disabled === 0 && row.removed_at === null;
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
    shouldChangePassword: row.should_change_password === 1,
    isDisabled: row.is_disabled === 1,
    removedAt: row.removed_at,
    purgeAt: row.purge_at,
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
