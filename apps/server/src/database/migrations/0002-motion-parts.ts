import { sql, type Kysely } from 'kysely';

/** Remembers every motion part that a photo ever had; `assets.live_photo_video_id` names the one that is shown. */
export async function createMotionParts(db: Kysely<never>): Promise<void> {
  await db.schema
    .createTable('motion_parts')
    .addColumn('still_id', 'text', (c) => c.notNull().references('assets.id').onDelete('cascade'))
    .addColumn('motion_id', 'text', (c) => c.notNull().references('assets.id').onDelete('cascade'))
    .addPrimaryKeyConstraint('motion_parts_key', ['still_id', 'motion_id'])
    .execute();
  await db.schema.createIndex('motion_parts_by_motion').on('motion_parts').column('motion_id').execute();
  await sql`
    insert into motion_parts (still_id, motion_id)
    select id, live_photo_video_id from assets where live_photo_video_id is not null
  `.execute(db);
}
