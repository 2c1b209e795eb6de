import type { Kysely } from 'kysely';

/** What keeping edits needs: the bytes that each sidecar should have, and the sidecars that newer ones took the place of. */
export async function createEarlierSidecars(db: Kysely<never>): Promise<void> {
  await db.schema.alterTable('assets').addColumn('sidecar_checksum', 'text').execute();
  await db.schema
    .createTable('earlier_sidecars')
    .addColumn('path', 'text', (c) => c.primaryKey())
    .addColumn('asset_id', 'text', (c) => c.notNull().references('assets.id').onDelete('cascade'))
    .addColumn('size_bytes', 'bigint', (c) => c.notNull())
    .addColumn('checksum', 'text')
    .addColumn('replaced_at', 'text', (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex('earlier_sidecars_by_asset')
    .on('earlier_sidecars')
    .columns(['asset_id', 'checksum'])
    .execute();
}
