import type { Kysely } from 'kysely';

/** What emptying the trash needs: when it is due, what goes back to the quota, and which files are still to go. */
export async function createTrash(db: Kysely<never>): Promise<void> {
  await db.schema
    .alterTable('assets')
    .addColumn('sidecar_size_bytes', 'bigint', (c) => c.notNull().defaultTo(0))
    .execute();
  // Most assets are not in the trash: an index that leaves them out stays small.
  await db.schema
    .createIndex('assets_by_trashing')
    .on('assets')
    .columns(['trashed_at', 'id'])
    .where('trashed_at' as never, 'is not', null)
    .execute();
  await db.schema
    .createTable('removals')
    .addColumn('path', 'text', (c) => c.primaryKey())
    .execute();
}
