import { sql } from 'kysely';
import type { Database } from '../database/open-database.ts';
import { selectOriginals, type ToldOriginal } from './originals.ts';

/** An original whose turn it is to be read again. */
export interface QueuedOriginal extends ToldOriginal {
  /** When it was read last, or else when it was put there. */
  readonly readAt: string;
}

/**
 * Originals that were not read again since then: those that never were first, then those whose last time is longest ago.
 * Reading one takes it out of the queue, whatever comes of it, so that the first page is always the next one.
 */
export async function nextToReread(db: Database, since: Date, limit: number): Promise<QueuedOriginal[]> {
  return selectOriginals(db)
    .select((eb) => eb.fn.coalesce('assets.reread_at', 'assets.created_at').as('readAt'))
    .where((eb) =>
      eb.or([eb('assets.reread_at', 'is', null), eb('assets.reread_at', '<', since.toISOString())]),
    )
    .orderBy('assets.reread_at')
    .orderBy('assets.id')
    .limit(limit)
    .execute();
}

/** How many originals, and how many bytes of them, {@link nextToReread} would give out in the end. */
export async function sizeOfRereadQueue(
  db: Database,
  since: Date,
): Promise<{ readonly assets: number; readonly bytes: number }> {
  return db
    .selectFrom('assets')
    .select((eb) => [
      eb.fn.countAll<number>().as('assets'),
      sql<number>`coalesce(sum(size_bytes), 0)`.as('bytes'),
    ])
    .where((eb) => eb.or([eb('reread_at', 'is', null), eb('reread_at', '<', since.toISOString())]))
    .executeTakeFirstOrThrow();
}
