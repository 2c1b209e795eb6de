import type { Database } from '../database/open-database.ts';
import { valuesOf } from '../database/values-of.ts';

/** A motion part that came with a still. */
export interface MotionPart {
  readonly id: string;
  /** SHA-1 in hex. */
  readonly checksum: string;
}

/**
 * All motion parts outside the trash of those of these stills that have several, the shown one first: the one that came
 * last hides the others in every list, and each is kept like it.
 */
export async function findSeveralMotionParts(
  db: Database,
  stillIds: readonly string[],
): Promise<ReadonlyMap<string, readonly MotionPart[]>> {
  const rows = await db
    .selectFrom('motion_parts')
    .innerJoin('assets as still', 'still.id', 'motion_parts.still_id')
    .innerJoin('assets as motion', 'motion.id', 'motion_parts.motion_id')
    .select(['motion_parts.still_id as stillId', 'motion.id', 'motion.checksum'])
    .select('still.live_photo_video_id as shownId')
    .where('motion_parts.still_id', 'in', valuesOf(stillIds))
    .where('motion.trashed_at', 'is', null)
    .orderBy('motion.created_at')
    .orderBy('motion.id')
    .execute();
  const several = new Map<string, readonly MotionPart[]>();
  for (const [stillId, parts] of Map.groupBy(rows, (row) => row.stillId)) {
    if (parts.length < 2) continue;
    const isShown = ({ id, shownId }: (typeof parts)[number]): boolean => id === shownId;
    const ordered = [...parts.filter(isShown), ...parts.filter((part) => !isShown(part))];
    several.set(
      stillId,
      ordered.map(({ id, checksum }) => ({ id, checksum })),
    );
  }
  return several;
}
