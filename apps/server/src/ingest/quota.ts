import { setTimeout } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Database } from '../database/open-database.ts';
import { ServerError } from '../errors/server-error.ts';
import type { UnheldUploads } from './unheld-uploads.ts';

/** A multipart body is this much longer than its files at the most, in any client known. */
export const ENVELOPE_BYTES = 16 * 1024;

/** So much may come at once of one user's uploads that hold nothing, beside what the quota has; or one upload alone. */
const UNHELD_BYTES = 16 * 1024 * 1024;

/** The room of an upload whose length was not told grows in steps of this size, where there is so much. */
const STEP_BYTES = 1024 * 1024;

/** How long an upload that has arrived waits for others to show how much of their room they leave, in milliseconds. */
const WAIT_MS = 5000;
const LOOK_EVERY_MS = 50;

/** Room held for one running upload. */
export interface Reservation {
  readonly id: string;
  /**
   * Tells how many bytes have arrived, so that room is held for them; rejects with quota-exceeded.
   * Undefined when all of it is held already.
   */
  readonly received: ((sizeBytes: number) => Promise<void>) | undefined;
  /** Tells the exact size when all has arrived; resolves when waiting any longer could not make room for it. */
  settle(sizeBytes: number): Promise<void>;
  /** Lets go of what is held. May be repeated; nothing is left to do after a commit that took it. */
  release(): Promise<void>;
}

interface QuotaDeps {
  readonly db: Database;
  readonly now: () => Date;
}

/** Bytes of an upload that need no room, because its asset is kept already; under the id of that. */
interface Paid {
  readonly id: string;
  readonly sizeBytes: number;
}

/** What an upload announces before its body is read. */
interface Announced {
  /** Its Content-Length; undefined when it is chunked. */
  readonly bodyBytes: number | undefined;
  readonly paid: Paid | undefined;
}

/**
 * Lets a multipart upload in before its body is read, when it may fit.
 *
 * Its whole length is held when that fits: it is longer than its files, so that the end refuses none that came so far.
 * When the files alone may fit, it is let in too and holds nothing: of such uploads the first to arrive wins, and none
 * keeps another one out that would fit. But only few of them may come at once, or they could fill the disk.
 *
 * What has a row is paid for, and its bytes need no room: of one upload of it at a time, for the same reason.
 *
 * @throws ServerError quota-exceeded
 */
export async function reserve(
  deps: QuotaDeps & { readonly newId: () => string; readonly unheld: UnheldUploads },
  user: { readonly id: string; readonly quotaBytes: number | null },
  { bodyBytes, paid }: Announced,
): Promise<Reservation> {
  const id = deps.newId();
  const nothing = (): Promise<void> => Promise.resolve();
  // Without a quota there is nothing to hold, and nothing to write.
  if (user.quotaBytes === null) return { id, received: undefined, settle: nothing, release: nothing };
  const endPaid = paid && deps.unheld.enter(paid.id, paid.sizeBytes);
  let endUnheld: (() => void) | undefined;
  const release = async (): Promise<void> => {
    endPaid?.();
    endUnheld?.();
    await letGo(deps.db, id);
  };
  const newBytes = beyond(endPaid === undefined ? 0 : (paid?.sizeBytes ?? 0));
  try {
    if (bodyBytes === undefined) {
      if (endPaid === undefined) await holdRoom(deps, id, user.id, 0);
      const hold = holdAsReceived(deps, id, user.id);
      return { id, received: (sizeBytes) => hold(newBytes(sizeBytes)), settle: nothing, release };
    }
    const sizeBytes = newBytes(bodyBytes);
    const sureBytes = Math.max(0, sizeBytes - ENVELOPE_BYTES);
    const outcome = await tryHold(deps, id, user.id, { sizeBytes, sureBytes });
    if (outcome === 'held') return { id, received: undefined, settle: nothing, release };
    if (outcome === 'perhaps') endUnheld = deps.unheld.enter(user.id, sizeBytes, UNHELD_BYTES);
    if (endUnheld === undefined) throw new ServerError('quota-exceeded');
    const settle = (arrived: number): Promise<void> => settleLater(deps, id, user.id, newBytes(arrived));
    return { id, received: undefined, settle, release };
  } catch (error) {
    await release();
    throw error;
  }
}

/** How many of so many bytes come behind these. */
function beyond(paidBytes: number): (sizeBytes: number) => number {
  return (sizeBytes) => Math.max(0, sizeBytes - paidBytes);
}

/** Holds what has arrived as soon as others leave room for it. What cannot be held is for the commit to refuse. */
async function settleLater(
  deps: QuotaDeps,
  reservationId: string,
  userId: string,
  sizeBytes: number,
): Promise<void> {
  if (sizeBytes === 0) return;
  for (let waitedMs = 0; waitedMs < WAIT_MS; waitedMs += LOOK_EVERY_MS) {
    const outcome = await tryHold(deps, reservationId, userId, { sizeBytes, sureBytes: sizeBytes });
    if (outcome !== 'perhaps') return;
    await setTimeout(LOOK_EVERY_MS);
  }
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
    if (sizeBytes <= heldBytes) return;
    const stepped = Math.ceil(sizeBytes / STEP_BYTES) * STEP_BYTES;
    const step = { sizeBytes: stepped, sureBytes: stepped };
    const isHeld = (await tryHold(deps, reservationId, userId, step)) === 'held';
    // Near the end of the quota it is exact, so that it can be used to the last byte and nobody keeps more for nothing.
    if (!isHeld) await holdRoom(deps, reservationId, userId, sizeBytes);
    heldBytes = isHeld ? stepped : sizeBytes;
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
  const hold = (trx: Database): Promise<void> => holdRoomWithin(trx, deps, reservationId, userId, sizeBytes);
  await deps.db.transaction().execute(hold);
}

/** Like {@link holdRoom}, in a transaction that does more. */
export async function holdRoomWithin(
  trx: Database,
  deps: Pick<QuotaDeps, 'now'>,
  reservationId: string,
  userId: string,
  sizeBytes: number,
): Promise<void> {
  const outcome = await tryHoldWithin(trx, deps, reservationId, userId, { sizeBytes, sureBytes: sizeBytes });
  if (outcome !== 'held') throw new ServerError('quota-exceeded');
}

/**
 * Holds so much room, in all, under the id of a reservation, if it is free.
 *
 * @returns `perhaps`: others hold it, but are not sure to need so much that the sure part of this one would not fit
 */
async function tryHold(
  deps: QuotaDeps,
  reservationId: string,
  userId: string,
  size: { readonly sizeBytes: number; readonly sureBytes: number },
): Promise<'held' | 'perhaps' | 'full'> {
  return deps.db.transaction().execute((trx) => tryHoldWithin(trx, deps, reservationId, userId, size));
}

async function tryHoldWithin(
  trx: Database,
  deps: Pick<QuotaDeps, 'now'>,
  reservationId: string,
  userId: string,
  { sizeBytes, sureBytes }: { readonly sizeBytes: number; readonly sureBytes: number },
): Promise<'held' | 'perhaps' | 'full'> {
  const free = await freeRoom(trx, userId, reservationId);
  if (sizeBytes > free.leastBytes) return sureBytes > Math.max(0, free.mostBytes) ? 'full' : 'perhaps';
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
  return 'held';
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
  return sizeBytes <= (await freeRoom(trx, userId, reservationId)).leastBytes;
}

/** What others of this user's uploads leave free: at least, if they need all that they hold, and at most. */
async function freeRoom(
  trx: Database,
  userId: string,
  reservationId: string,
): Promise<{ readonly leastBytes: number; readonly mostBytes: number }> {
  const { quota_bytes: quotaBytes, usage_bytes: usageBytes } = await trx
    .selectFrom('users')
    .select(['quota_bytes', 'usage_bytes'])
    .where('id', '=', userId)
    // Removed while the body was on its way.
    .executeTakeFirstOrThrow(() => new ServerError('unauthorized'));
  if (quotaBytes === null) return { leastBytes: Infinity, mostBytes: Infinity };
  // A resumable upload holds its size, a multipart one its size and the envelope's.
  const sureBytes = sql<number>`iif(id in (select id from uploads), size_bytes, max(0, size_bytes - ${ENVELOPE_BYTES}))`;
  const others = await trx
    .selectFrom('reservations')
    .select(sql<number>`coalesce(sum(size_bytes), 0)`.as('heldBytes'))
    .select(sql<number>`coalesce(sum(${sureBytes}), 0)`.as('sureBytes'))
    .where('user_id', '=', userId)
    .where('id', '!=', reservationId)
    .executeTakeFirstOrThrow();
  const unusedBytes = quotaBytes - usageBytes;
  return { leastBytes: unusedBytes - others.heldBytes, mostBytes: unusedBytes - others.sureBytes };
}
