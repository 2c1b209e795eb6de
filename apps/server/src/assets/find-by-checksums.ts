import type { Database } from '../database/open-database.ts';
import { valuesOf } from '../database/values-of.ts';
import { isNoMotionPart } from '../trash/trash.ts';
import { isDoubted } from '../proof/is-doubted.ts';

/** What stands behind a checksum. */
export interface KnownChecksum {
  readonly id: string;
  readonly isTrashed: boolean;
  /** SHA-1 in hex of the motion part that is linked to it; null: there is none. */
  readonly motionChecksum: string | null;
  /** Whether it is kept as a motion part alone, so that it goes when its photo goes. */
  readonly isMotionPart: boolean;
  /** Whether it, or that motion part, was found missing or damaged: then it is not to be called safe. */
  readonly isDoubted: boolean;
}

/** This user's assets with any of these checksums (lower-case hex), by checksum. */
export async function findByChecksums(
  db: Database,
  ownerId: string,
  checksums: readonly string[],
): Promise<ReadonlyMap<string, KnownChecksum>> {
  const rows = await db
    .selectFrom('assets')
    .leftJoin('assets as motion', 'motion.id', 'assets.live_photo_video_id')
    .select(['assets.id', 'assets.checksum', 'assets.trashed_at', 'motion.checksum as motionChecksum'])
    .select((eb) => eb.not(isNoMotionPart(eb)).as('isMotionPart'))
    .select((eb) => isDoubted(eb.ref('assets.id'), eb.ref('motion.id')).as('isDoubted'))
    .where('assets.owner_id', '=', ownerId)
    .where('assets.checksum', 'in', valuesOf(checksums))
    .execute();
  return new Map(
    rows.map(({ id, checksum, trashed_at: trashedAt, motionChecksum, isMotionPart, isDoubted: doubted }) => [
      checksum,
      {
        id,
        isTrashed: trashedAt !== null,
        motionChecksum,
        isMotionPart: isMotionPart === 1,
        isDoubted: doubted === 1,
      },
    ]),
  );
}
