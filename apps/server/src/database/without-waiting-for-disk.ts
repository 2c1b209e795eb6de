import { sql, type Kysely } from 'kysely';
import type { Database } from './open-database.ts';
import type { Tables } from './schema.ts';

/**
 * Runs a write that survives the death of this process at once, and a power failure only together with the next
 * ordinary transaction: for notes that are not worth a wait for the disk. Not to be called in a transaction.
 */
export async function withoutWaitingForDisk(
  db: Database,
  write: (connection: Kysely<Tables>) => Promise<unknown>,
): Promise<void> {
  await db.connection().execute(async (connection) => {
    await sql`pragma synchronous = normal`.execute(connection);
    try {
      await write(connection);
    } finally {
      await sql`pragma synchronous = full`.execute(connection);
    }
  });
}
