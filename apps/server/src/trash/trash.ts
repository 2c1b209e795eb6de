import type { ExpressionBuilder } from 'kysely';
import type { Database } from '../database/open-database.ts';
import type { Tables } from '../database/schema.ts';
import { valuesOf } from '../database/values-of.ts';

/**
 * Moves assets to the trash; to be called in a transaction. What is there already stays as long as it would have. The
 * motion parts of a photo go with it, unless another photo outside the trash has them too.
 */
export async function moveToTrash(trx: Database, now: Date, ids: readonly string[]): Promise<void> {
  const trashed = { trashed_at: now.toISOString(), updated_at: now.toISOString() };
  const moved = await trx
    .updateTable('assets')
    .set(trashed)
    .where('id', 'in', valuesOf(ids))
    .where('trashed_at', 'is', null)
    .returning('id')
    .execute();
  await trx
    .updateTable('assets')
    .set(trashed)
    .where('trashed_at', 'is', null)
    .where('id', 'in', motionsOf(trx, moved))
    .where('visibility', '=', 'hidden')
    .where((eb) => eb.not(eb.exists(photosThatNeed(eb, []))))
    .execute();
}

/**
 * Hides, of these assets, the videos that photos beyond them need as their motion part: an owner who deletes such a video
 * does not delete half of the photo. To be called in a transaction.
 *
 * @returns the other ids
 */
export async function leaveToPhotos(
  trx: Database,
  now: Date,
  ids: readonly string[],
): Promise<readonly string[]> {
  const left = await trx
    .updateTable('assets')
    .set({ visibility: 'hidden', updated_at: now.toISOString() })
    .where('id', 'in', valuesOf(ids))
    .where('visibility', '!=', 'hidden')
    .where('trashed_at', 'is', null)
    .where((eb) => eb.exists(photosThatNeed(eb, ids)))
    .returning('id')
    .execute();
  const hidden = new Set(left.map(({ id }) => id));
  return ids.filter((id) => !hidden.has(id));
}

/** The photos outside the trash, and beyond these, that have an asset of a query on `assets` as a motion part. */
function photosThatNeed(eb: ExpressionBuilder<Tables, 'assets'>, exceptIds: readonly string[]) {
  return eb
    .selectFrom('motion_parts')
    .innerJoin('assets as still', 'still.id', 'motion_parts.still_id')
    .select('still.id')
    .whereRef('motion_parts.motion_id', '=', 'assets.id')
    .where('still.trashed_at', 'is', null)
    .where('still.id', 'not in', valuesOf(exceptIds));
}

/**
 * Takes assets out of the trash, photos with all their motion parts; to be called in a transaction.
 *
 * @returns how many of the ids were in it
 */
export async function takeOutOfTrash(trx: Database, now: Date, ids: readonly string[]): Promise<number> {
  const restored = { trashed_at: null, updated_at: now.toISOString() };
  const taken = await trx
    .updateTable('assets')
    .set(restored)
    .where('id', 'in', valuesOf(ids))
    .where('trashed_at', 'is not', null)
    .returning('id')
    .execute();
  if (taken.length === 0) return 0;
  await trx
    .updateTable('assets')
    .set(restored)
    .where('trashed_at', 'is not', null)
    .where('id', 'in', motionsOf(trx, taken))
    .execute();
  return taken.length;
}

/** Some of what lies in the trash. */
export interface TrashFilter {
  /** Of this user alone; of everybody when left out. */
  readonly ownerId?: string;
  /** Only what was moved there at this moment or before. */
  readonly until?: Date;
}

/** The ids of what lies in the trash, the oldest there first; motion parts are not listed, as they go with their photos. */
export async function idsInTrash(
  db: Database,
  { ownerId, until }: TrashFilter,
  limit: number,
): Promise<readonly string[]> {
  let query = db
    .selectFrom('assets')
    .select('assets.id')
    .where('assets.trashed_at', 'is not', null)
    .where(isNoMotionPart);
  if (ownerId !== undefined) query = query.where('assets.owner_id', '=', ownerId);
  if (until !== undefined) query = query.where('assets.trashed_at', '<=', until.toISOString());
  const rows = await query.orderBy('assets.trashed_at').limit(limit).execute();
  return rows.map(({ id }) => id);
}

/** The condition that an asset of a query on `assets` is more than the motion part of a photo. */
export function isNoMotionPart(eb: ExpressionBuilder<Tables, 'assets'>) {
  return eb.or([
    eb('assets.visibility', '!=', 'hidden'),
    eb.not(
      eb.exists(
        eb
          .selectFrom('motion_parts')
          .select('motion_parts.still_id')
          .whereRef('motion_parts.motion_id', '=', 'assets.id'),
      ),
    ),
  ]);
}

function motionsOf(db: Database, stills: readonly { readonly id: string }[]) {
  return db
    .selectFrom('motion_parts')
    .select('motion_id')
    .where('still_id', 'in', valuesOf(stills.map(({ id }) => id)));
}
