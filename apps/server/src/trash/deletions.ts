import type { Database } from '../database/open-database.ts';
import { valuesOf } from '../database/values-of.ts';

/** Remembers what is deleted for good; to be called in the transaction that does it. */
export async function noteDeletions(
  trx: Database,
  deleted: readonly { readonly owner_id: string; readonly checksum: string }[],
): Promise<void> {
  if (deleted.length === 0) return;
  await trx
    .insertInto('deletions')
    .values(deleted.map(({ owner_id, checksum }) => ({ owner_id, checksum })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** What comes again is not deleted any more. */
export async function forgetDeletion(trx: Database, ownerId: string, checksum: string): Promise<void> {
  await trx
    .deleteFrom('deletions')
    .where('owner_id', '=', ownerId)
    .where('checksum', '=', checksum)
    .execute();
}

/** Which of these bytes (lower-case hex) this user deleted for good. */
export async function findDeletions(
  db: Database,
  ownerId: string,
  checksums: readonly string[],
): Promise<ReadonlySet<string>> {
  if (checksums.length === 0) return new Set();
  const rows = await db
    .selectFrom('deletions')
    .select('checksum')
    .where('owner_id', '=', ownerId)
    .where('checksum', 'in', valuesOf(checksums))
    .execute();
  return new Set(rows.map(({ checksum }) => checksum));
}

/** From when on deletions are remembered: what was deleted before is as unknown as what was never here. */
export async function deletionsKnownSince(db: Database): Promise<string> {
  const { value } = await db
    .selectFrom('settings')
    .select('value')
    .where('key', '=', 'deletions_known_since')
    .executeTakeFirstOrThrow();
  return value;
}
