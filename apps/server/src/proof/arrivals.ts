import { randomBytes } from 'node:crypto';
import type { Database } from '../database/open-database.ts';

/** A server whose data is put back is started for that, so what came in one process either is all there, or the last of it is not. */
const LIFE = randomBytes(8).toString('hex');

/** Counts an asset that came; to be called in the transaction that keeps it. */
export async function countArrival(trx: Database, ownerId: string): Promise<void> {
  await trx
    .insertInto('arrivals')
    .values({ owner_id: ownerId, life: LIFE, count: 1 })
    .onConflict((conflict) =>
      conflict.columns(['owner_id', 'life']).doUpdateSet((eb) => ({ count: eb('arrivals.count', '+', 1) })),
    )
    .execute();
}

/** How far the server has come with what this user sends, for `isMarkKnown`. */
export async function markOf(db: Database, ownerId: string): Promise<string> {
  const row = await db
    .selectFrom('arrivals')
    .select(['life', 'count'])
    .where('owner_id', '=', ownerId)
    .orderBy('rowid', 'desc')
    .executeTakeFirst();
  return row === undefined ? 'none.0' : `${row.life}.${row.count}`;
}

/** Whether the server has everything still that had come for this user when it told the mark. */
export async function isMarkKnown(db: Database, ownerId: string, mark: string): Promise<boolean> {
  const [life = '', count] = mark.split('.');
  const row = await db
    .selectFrom('arrivals')
    .select('count')
    .where('owner_id', '=', ownerId)
    .where('life', '=', life)
    .executeTakeFirst();
  return (row?.count ?? 0) >= Number(count);
}
