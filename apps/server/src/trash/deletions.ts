import type { Database } from '../database/open-database.ts';
import { valuesOf } from '../database/values-of.ts';

/** Remembers that these assets are deleted for good; to be called in the transaction that does it, and before. */
export async function noteDeletions(trx: Database, ids: readonly string[]): Promise<void> {
  await trx
    .insertInto('deletions')
    .columns(['owner_id', 'checksum'])
    .expression(
      trx
        .selectFrom('assets')
        .innerJoin('users', 'users.id', 'assets.owner_id')
        .select(['assets.owner_id', 'assets.checksum'])
        .where('assets.id', 'in', valuesOf(ids))
        // Nobody asks any more for an account that goes, and what is remembered would go with it in one long transaction.
        .where('users.removed_at', 'is', null),
    )
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
