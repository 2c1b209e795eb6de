import type { Kysely } from 'kysely';

/** Lets a library be read newest first, page by page, without being sorted whole. */
export async function indexAssetsByTime(db: Kysely<never>): Promise<void> {
  await db.schema
    .createIndex('assets_by_time')
    .on('assets')
    .columns(['owner_id', 'file_created_at', 'id'])
    .execute();
}
