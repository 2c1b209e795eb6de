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
  // Asked for both at once, SQLite sorts the whole queue for every page instead of walking along the index.
  const never = await selectQueued(db, due)
    .where('assets.reread_at', 'is', null)
    .orderBy('assets.id')
    .limit(limit)
    .execute();
  if (never.length > 0) return never;
  return selectQueued(db, due)
    .where('assets.reread_at', '<', due.since.toISOString())
    .orderBy('assets.reread_at')
    .orderBy('assets.id')
    .limit(limit)
    .execute();
}

function selectQueued(db: Database, due: Due) {
  return selectOriginals(db)
    .select((eb) => eb.fn.coalesce('assets.reread_at', 'assets.created_at').as('readAt'))
    .where(isKeptBy(due));
}

/** How many bytes {@link nextToReread} would give out in the end. */
export async function bytesToReread(db: Database, due: Due): Promise<number> {
  const { bytes } = await db
    .selectFrom('assets')
    .select(sql<number>`coalesce(sum(size_bytes), 0)`.as('bytes'))
    .where((eb) => eb.or([eb('reread_at', 'is', null), eb('reread_at', '<', due.since.toISOString())]))
    .where(isKeptBy(due))
    .executeTakeFirstOrThrow();
  return bytes;
}

function isKeptBy({ keptBy }: Due): Expression<SqlBool> {
  return keptBy === undefined ? sql`true` : sql`assets.created_at <= ${keptBy.toISOString()}`;
}
