import type { Kysely } from 'kysely';

/** Remembers resumable uploads: those that are under way, and for a while the answers of those that are complete. */
export async function createUploads(db: Kysely<never>): Promise<void> {
  await db.schema
    .createTable('uploads')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('user_id', 'text', (c) => c.notNull().references('users.id').onDelete('cascade'))
    .addColumn('fields', 'text', (c) => c.notNull())
    .addColumn('length_bytes', 'bigint')
    .addColumn('expected_digests', 'text', (c) => c.notNull())
    .addColumn('wanted_digests', 'text', (c) => c.notNull())
    .addColumn('answer', 'text')
    .addColumn('created_at', 'text', (c) => c.notNull())
    .addColumn('expires_at', 'text', (c) => c.notNull())
    .execute();
  await db.schema.createIndex('uploads_by_user').on('uploads').columns(['user_id', 'created_at']).execute();
  await db.schema.createIndex('uploads_by_expiry').on('uploads').column('expires_at').execute();
}
