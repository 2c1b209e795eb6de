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
  readonly newId: () => string;
}

/**
 * Holds room in a user's quota before an upload's body is read.
 *
 * @param bodyBytes its Content-Length; undefined when it is chunked
 * @throws ServerError quota-exceeded
 */
export async function reserve(
  deps: QuotaDeps,
  user: { readonly id: string; readonly quotaBytes: number | null },
  bodyBytes: number | undefined,
): Promise<Reservation> {
  const id = deps.newId();
  // Without a quota there is nothing to hold, and nothing to write.
  if (user.quotaBytes === null) return { id, received: undefined, release: () => Promise.resolve() };

  let heldBytes = -1;
  const hold = async (sizeBytes: number): Promise<void> => {
    if (sizeBytes <= heldBytes) return;
    heldBytes = sizeBytes;
    if (!(await tryHold(deps, id, user.id, sizeBytes))) throw new ServerError('quota-exceeded');
  };
  const release = async (): Promise<void> => {
    if (heldBytes < 0) return;
    heldBytes = -1;
    await deps.db.deleteFrom('reservations').where('id', '=', id).execute();
  };
  await hold(Math.max(0, (bodyBytes ?? 0) - ENVELOPE_BYTES));
  return {
    id,
    received:
      bodyBytes === undefined
        ? (sizeBytes) => hold(Math.floor(sizeBytes / STEP_BYTES) * STEP_BYTES)
        : undefined,
    release,
  };
}

async function tryHold(deps: QuotaDeps, id: string, userId: string, sizeBytes: number): Promise<boolean> {
  return deps.db.transaction().execute(async (trx) => {
    if (!(await fits(trx, userId, id, sizeBytes))) return false;
    await trx
      .insertInto('reservations')
      .values({ id, user_id: userId, size_bytes: sizeBytes, created_at: deps.now().toISOString() })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ size_bytes: sizeBytes }))
      .execute();
    return true;
  });
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
    .executeTakeFirstOrThrow();
  if (quotaBytes === null) return true;
  const { heldBytes } = await trx
    .selectFrom('reservations')
    .select(sql<number>`coalesce(sum(size_bytes), 0)`.as('heldBytes'))
    .where('user_id', '=', userId)
    .where('id', '!=', reservationId)
    .executeTakeFirstOrThrow();
  return usageBytes + heldBytes + sizeBytes <= quotaBytes;
}
