import { sql } from 'kysely';
import type { Database } from '../database/open-database.ts';
import { ServerError } from '../errors/server-error.ts';

/**
 * A multipart body is this much longer than its files at the most, in any client known.
 * What is reserved is what the files are sure to need, so that nobody is refused for room that nobody takes; the
 * exact sizes are held against the quota in the transaction that keeps the asset.
 */
const ENVELOPE_BYTES = 16 * 1024;

/** A chunked body's reservation grows in steps of this size. */
const STEP_BYTES = 8 * 1024 * 1024;

/** Room held for one running upload. */
export interface Reservation {
  readonly id: string;
  /**
   * Tells how many bytes have arrived, so that room is held for them; rejects with quota-exceeded.
   * Undefined when all of it is held already.
   */
  readonly received: ((sizeBytes: number) => Promise<void>) | undefined;
  /** Lets go of what is held. May be repeated; nothing is left to do after a commit that took it. */
  release(): Promise<void>;
}

interface QuotaDeps {
  readonly db: Database;
  readonly now: () => Date;
}

/**
 * Holds room in a user's quota before a multipart upload's body is read.
 *
 * @param bodyBytes its Content-Length; undefined when it is chunked
 * @throws ServerError quota-exceeded
 */
export async function reserve(
  deps: QuotaDeps & { readonly newId: () => string },
  user: { readonly id: string; readonly quotaBytes: number | null },
  bodyBytes: number | undefined,
): Promise<Reservation> {
  const id = deps.newId();
  // Without a quota there is nothing to hold, and nothing to write.
  if (user.quotaBytes === null) return { id, received: undefined, release: () => Promise.resolve() };
  await holdRoom(deps, id, user.id, Math.max(0, (bodyBytes ?? 0) - ENVELOPE_BYTES));
  return {
    id,
    received: bodyBytes === undefined ? holdAsReceived(deps, id, user.id) : undefined,
    release: () => letGo(deps.db, id),
  };
}

/**
 * Holds room step by step for an upload whose size is not known, as its bytes arrive.
 *
 * @returns what is told the number of bytes that have arrived, and rejects with quota-exceeded
 */
export function holdAsReceived(
  deps: QuotaDeps,
  reservationId: string,
  userId: string,
): (sizeBytes: number) => Promise<void> {
  let heldBytes = 0;
  return async (sizeBytes) => {
    const stepped = Math.floor(sizeBytes / STEP_BYTES) * STEP_BYTES;
    if (stepped <= heldBytes) return;
    await holdRoom(deps, reservationId, userId, stepped);
    heldBytes = stepped;
  };
}

/**
 * Holds so much room, in all, under the id of a reservation.
 *
 * @throws ServerError quota-exceeded; what was held before stays held
 */
export async function holdRoom(
  deps: QuotaDeps,
  reservationId: string,
  userId: string,
  sizeBytes: number,
): Promise<void> {
  const isHeld = await deps.db.transaction().execute(async (trx) => {
    if (!(await fits(trx, userId, reservationId, sizeBytes))) return false;
    await trx
      .insertInto('reservations')
      .values({
        id: reservationId,
        user_id: userId,
        size_bytes: sizeBytes,
        created_at: deps.now().toISOString(),
      })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ size_bytes: sizeBytes }))
      .execute();
    return true;
  });
  if (!isHeld) throw new ServerError('quota-exceeded');
}

/** Lets go of the room held under an id. May be repeated. */
async function letGo(db: Database, reservationId: string): Promise<void> {
  await db.deleteFrom('reservations').where('id', '=', reservationId).execute();
}

/**
 * Whether so many more bytes fit into a user's quota beside what others of this user's uploads hold.
 * To be asked in the transaction that acts on the answer.
 */
export async function fits(
  trx: Database,
  userId: string,
  reservationId: string,
  sizeBytes: number,
): Promise<boolean> {
  const { quota_bytes: quotaBytes, usage_bytes: usageBytes } = await trx
    .selectFrom('users')
    .select(['quota_bytes', 'usage_bytes'])
    .where('id', '=', userId)
    // Removed while the body was on its way.
    .executeTakeFirstOrThrow(() => new ServerError('unauthorized'));
  if (quotaBytes === null) return true;
  const { heldBytes } = await trx
    .selectFrom('reservations')
    .select(sql<number>`coalesce(sum(size_bytes), 0)`.as('heldBytes'))
    .where('user_id', '=', userId)
    .where('id', '!=', reservationId)
    .executeTakeFirstOrThrow();
  return usageBytes + heldBytes + sizeBytes <= quotaBytes;
}
