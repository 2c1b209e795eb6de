import { sql, type Kysely } from 'kysely';

/** Adds what accounts need: disabled and removed users, the device and the last use of a session, failed sign-ins. */
export async function addAccounts(db: Kysely<never>): Promise<void> {
  const users = (column: string, constraint = ''): Promise<unknown> =>
    sql.raw(`alter table users add column ${column} ${constraint}`).execute(db);
  await users('should_change_password integer', 'not null default 0');
  await users('is_disabled integer', 'not null default 0');
  await users('removed_at text');
  await users('purge_at text');
  await db.schema.createIndex('users_by_purge').on('users').column('purge_at').execute();

  const sessions = (column: string): Promise<unknown> =>
    sql.raw(`alter table sessions add column ${column} text not null default ''`).execute(db);
  await sessions('updated_at');
  await sessions('device_type');
  await sessions('device_os');
  await sql`update sessions set updated_at = created_at`.execute(db);
  await db.schema.createIndex('sessions_by_use').on('sessions').column('updated_at').execute();

  await db.schema
    .createTable('login_failures')
    .addColumn('key', 'text', (c) => c.primaryKey())
    .addColumn('failures', 'integer', (c) => c.notNull())
    .addColumn('last_failed_at', 'text', (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex('login_failures_by_time')
    .on('login_failures')
    .column('last_failed_at')
    .execute();
}
