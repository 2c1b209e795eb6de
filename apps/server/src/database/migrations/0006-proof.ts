import type { Kysely } from 'kysely';

/** What proof needs: when each original was read again and found right, and what was found wrong. */
export async function createProof(db: Kysely<never>): Promise<void> {
  await db.schema.alterTable('assets').addColumn('reread_at', 'text').execute();
  await db.schema.alterTable('assets').addColumn('proven_at', 'text').execute();
  await db.schema.createIndex('assets_by_rereading').on('assets').columns(['reread_at', 'id']).execute();
  // So that a file on the disk is quickly known to be a sidecar; most assets have none.
  await db.schema
    .createIndex('assets_by_sidecar')
    .on('assets')
    .column('sidecar_path')
    .where('sidecar_path' as never, 'is not', null)
    .execute();

  await db.schema
    .createTable('findings')
    .addColumn('asset_id', 'text', (c) => c.notNull().references('assets.id').onDelete('cascade'))
    .addColumn('found_at', 'text', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('resolved_at', 'text')
    .addColumn('set_aside_path', 'text')
    .addPrimaryKeyConstraint('findings_key', ['asset_id', 'found_at'])
    .execute();
  await db.schema
    .createIndex('findings_open')
    .unique()
    .on('findings')
    .column('asset_id')
    .where('resolved_at' as never, 'is', null)
    .execute();
  await db.schema
    .createIndex('findings_set_aside')
    .on('findings')
    .column('set_aside_path')
    .where('set_aside_path' as never, 'is not', null)
    .execute();
}
