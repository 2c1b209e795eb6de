import type { Kysely } from 'kysely';

/** Where accounts were signed in to: what others fail at elsewhere is no reason to keep their owners out there. */
export async function createSignInPlaces(db: Kysely<never>): Promise<void> {
  await db.schema
    .createTable('sign_in_places')
    .addColumn('key', 'text', (c) => c.primaryKey())
    .addColumn('seen_at', 'text', (c) => c.notNull())
    .execute();
}
