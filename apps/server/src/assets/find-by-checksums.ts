import { valuesOf } from '../database/values-of.ts';
import type { IsThereDeps } from '../ingest/is-original-there.ts';
import { isDoubted } from '../proof/is-doubted.ts';
import { isNoMotionPart } from '../trash/trash.ts';
import { findSeveralMotionParts } from './motion-parts.ts';
import { findOnDisk } from './on-disk.ts';

/** What stands behind a checksum. */
export interface KnownChecksum {
  readonly id: string;
  readonly isTrashed: boolean;
  /** SHA-1 in hex of the motion part that is linked to it; null: there is none. */
  readonly motionChecksum: string | null;
  /** Of all its motion parts, where there are several; the linked one's is the first. */
  readonly motionChecksums: readonly string[] | undefined;
  /** Whether it is kept as a motion part alone, so that it goes when its photo goes. */
  readonly isMotionPart: boolean;
  /** Whether it, or that motion part, was found missing or damaged or is not on the disk now: then it is not safe. */
  readonly isDoubted: boolean;
}

/** This user's assets with any of these checksums (lower-case hex), by checksum. */
export async function findByChecksums(
  deps: IsThereDeps,
  ownerId: string,
  checksums: readonly string[],
): Promise<ReadonlyMap<string, KnownChecksum>> {
  const rows = await deps.db
    .selectFrom('assets')
    .leftJoin('assets as motion', 'motion.id', 'assets.live_photo_video_id')
    .select(['assets.id', 'assets.checksum', 'assets.trashed_at', 'motion.checksum as motionChecksum'])
    .select((eb) => eb.not(isNoMotionPart(eb)).as('isMotionPart'))
    .select((eb) => isDoubted(eb.ref('assets.id'), eb.ref('motion.id')).as('isDoubted'))
    .select(['assets.path', 'assets.size_bytes as sizeBytes'])
    .select(['motion.path as motionPath', 'motion.size_bytes as motionSizeBytes'])
    .where('assets.owner_id', '=', ownerId)
    .where('assets.checksum', 'in', valuesOf(checksums))
    .execute();
  const undoubted = rows.filter(({ isDoubted: doubted }) => doubted === 0);
  const onDisk: ReadonlySet<(typeof rows)[number]> = await findOnDisk(deps, undoubted);
  const photos = rows.filter(({ motionChecksum }) => motionChecksum !== null);
  const several = await findSeveralMotionParts(
    deps.db,
    photos.map(({ id }) => id),
  );
  return new Map(
    rows.map((row) => [
      row.checksum,
      {
        id: row.id,
        isTrashed: row.trashed_at !== null,
        motionChecksum: row.motionChecksum,
        motionChecksums: several.get(row.id)?.map(({ checksum }) => checksum),
        isMotionPart: row.isMotionPart === 1,
        isDoubted: !onDisk.has(row),
      },
    ]),
  );
}
