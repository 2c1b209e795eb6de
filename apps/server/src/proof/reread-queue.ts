import { sql, type Expression, type SqlBool } from 'kysely';
import type { Database } from '../database/open-database.ts';
import { selectOriginals, type ToldOriginal } from './originals.ts';

/** Which originals are to be read again. */
export interface Due {
  /** Those that were not read again since then. */
  readonly since: Date;
  /** And that were kept by then; undefined: whenever that was. */
  readonly keptBy?: Date;
}

/** An original whose turn it is to be read again. */
export interface QueuedOriginal extends ToldOriginal {
  /** When it was read last, or else when it was put there. */
  readonly readAt: string;
}

/**
 * Originals that are due: those that were never read again first, then those whose last time is longest ago.
 * Reading one takes it out of the queue, whatever comes of it, so that the first page is always the next one.
 */
export async function nextToReread(db: Database, due: Due, limit: number): Promise<QueuedOriginal[]> {
  return selectOriginals(db)
    .select((eb) => eb.fn.coalesce('assets.reread_at', 'assets.created_at').as('readAt'))
    .where(isDue(due))
    .orderBy('assets.reread_at')
    .orderBy('assets.id')
    .limit(limit)
    .execute();
}

/** How many originals, and how many bytes of them, {@link nextToReread} would give out in the end. */
export async function sizeOfRereadQueue(
  db: Database,
  due: Due,
): Promise<{ readonly assets: number; readonly bytes: number }> {
  return db
    .selectFrom('assets')
    .select((eb) => [
      eb.fn.countAll<number>().as('assets'),
      sql<number>`coalesce(sum(size_bytes), 0)`.as('bytes'),
    ])
    .where(isDue(due))
    .executeTakeFirstOrThrow();
}

function isDue({ since, keptBy }: Due): Expression<SqlBool> {
  const isOld = sql<SqlBool>`(assets.reread_at is null or assets.reread_at < ${since.toISOString()})`;
  return keptBy === undefined ? isOld : sql`${isOld} and assets.created_at <= ${keptBy.toISOString()}`;
}
