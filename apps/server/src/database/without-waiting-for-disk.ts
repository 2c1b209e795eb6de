import { sql, type Kysely } from 'kysely';
import type { Database } from './open-database.ts';
import type { Tables } from './schema.ts';
import { whileLocked } from './while-locked.ts';

type Write = (connection: Kysely<Tables>) => Promise<unknown>;

/**
 * Runs a write that survives the death of this process at once, and a power failure only together with the next
 * ordinary transaction: for notes that are not worth a wait for the disk. Not to be called in a transaction.
 *
 * @param write one statement: it is tried again while another process holds the lock
 */
export async function withoutWaitingForDisk(db: Database, write: Write): Promise<void> {
  await whileLocked(() => withoutWaiting(db, write));
}

/** Like {@link withoutWaitingForDisk}, but does not wait for another process's lock either. */
export async function withoutWaiting(db: Database, write: Write): Promise<void> {
  await db.connection().execute(async (connection) => {
    await sql`pragma synchronous = normal`.execute(connection);
    try {
      await write(connection);
    } finally {
      await sql`pragma synchronous = full`.execute(connection);
    }
  });
}
