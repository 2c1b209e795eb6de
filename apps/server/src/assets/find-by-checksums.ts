import type { Database } from '../database/open-database.ts';
import { valuesOf } from '../database/values-of.ts';

/** This user's assets with any of these checksums (lower-case hex), by checksum. */
export async function findByChecksums(
  db: Database,
  ownerId: string,
  checksums: readonly string[],
): Promise<ReadonlyMap<string, { readonly id: string; readonly isTrashed: boolean }>> {
  const rows = await db
    .selectFrom('assets')
    .select(['id', 'checksum', 'trashed_at'])
    .where('owner_id', '=', ownerId)
    .where('checksum', 'in', valuesOf(checksums))
    .execute();
  return new Map(rows.map((row) => [row.checksum, { id: row.id, isTrashed: row.trashed_at !== null }]));
}
