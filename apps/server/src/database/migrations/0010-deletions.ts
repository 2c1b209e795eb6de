import { sql, type Kysely } from 'kysely';

/**
 * What was deleted for good, so that it can be told from what was lost: a server whose data was put back from an older copy
 * remembers neither that it kept a photo nor that it deleted one. Nothing is known of deletions before `deletions_known_since`.
 *
 * And how many assets came in each life of the server: what was told of that before shows that it went back.
 */
export async function createDeletions(db: Kysely<never>): Promise<void> {
  await db.schema
    .createTable('deletions')
    .addColumn('owner_id', 'text', (c) => c.notNull().references('users.id').onDelete('cascade'))
    .addColumn('checksum', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('deletions_key', ['owner_id', 'checksum'])
    .modifyEnd(sql`without rowid`)
    .execute();
  await db.schema
    .createTable('arrivals')
    .addColumn('life', 'text', (c) => c.notNull())
    .addColumn('owner_id', 'text', (c) => c.notNull().references('users.id').onDelete('cascade'))
    .addColumn('count', 'integer', (c) => c.notNull())
    .addPrimaryKeyConstraint('arrivals_key', ['owner_id', 'life'])
    .execute();
  // Where nobody ever had an account, nothing was deleted before. By a clock that is behind, old deletions would be losses.
  const [now, ever] = [new Date(), new Date(0)].map((date) => date.toISOString());
  await sql`insert into settings (key, value)
    select 'deletions_known_since', iif(exists (select 1 from users),
      max(${now}, coalesce((select max(updated_at) from assets), '')), ${ever})`.execute(db);
}
