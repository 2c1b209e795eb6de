import type { Database } from '../database/open-database.ts';
import { ServerError } from '../errors/server-error.ts';
import type { Kept } from './find-kept.ts';
import { DuplicateGone } from './duplicate-gone.ts';
import type { IncomingAsset, KeptAsset } from './incoming-asset.ts';
import { insertAsset } from './insert-asset.ts';
import { isKnownByOtherName } from './own-videos.ts';
import type { PlacedOriginal } from './place-original.ts';

interface MotionDeps {
  readonly now: () => Date;
  readonly newId: () => string;
}

/** The motion part's row, new or known, and out of the trash; hidden, unless it is an asset of its own, too. */
export async function keepMotion(
  deps: MotionDeps,
  trx: Database,
  incoming: IncomingAsset,
  blob: PlacedOriginal | undefined,
  used: Set<PlacedOriginal>,
): Promise<KeptAsset['motion']> {
  const { motion, owner, description } = incoming;
  if (motion === undefined && description.linkedMotionId === undefined) return undefined;
  let query = trx
    .selectFrom('assets')
    .select(['id', 'checksum', 'kind', 'trashed_at'])
    .where('owner_id', '=', owner.id);
  query =
    motion === undefined
      ? query.where('id', '=', description.linkedMotionId ?? '')
      : query.where('checksum', '=', motion.staged.checksum());
  const known = await query.executeTakeFirst();
  if (known !== undefined) {
    if (known.kind !== 'video') throw new ServerError('bad-field', NO_SUCH_MOTION);
    const isOwn = motion !== undefined || (await isKnownByOtherName(trx, known.id, description.device));
    if (!isOwn || known.trashed_at !== null)
      await trx
        .updateTable('assets')
        .set({ visibility: 'hidden', trashed_at: null, updated_at: deps.now().toISOString() })
        .where('id', '=', known.id)
        .where((eb) => eb.or([eb('visibility', '!=', 'hidden'), eb('trashed_at', 'is not', null)]))
        .execute();
    return { assetId: known.id, checksum: known.checksum };
  }
  if (motion === undefined) throw new ServerError('bad-field', NO_SUCH_MOTION);
  if (blob === undefined) throw new DuplicateGone();
  const assetId = deps.newId();
  await insertAsset(deps, trx, incoming, motion, blob, { id: assetId, visibility: 'hidden' });
  used.add(blob);
  return { assetId, checksum: motion.staged.checksum() };
}

const NO_SUCH_MOTION = 'There is no video of the id in livePhotoVideoId.';

type Motion = NonNullable<KeptAsset['motion']>;

/** Shows a known still with the motion part that came now. */
export async function showMotion(
  deps: MotionDeps,
  trx: Database,
  still: Kept,
  motion: Motion,
): Promise<void> {
  await trx
    .updateTable('assets')
    .set({ live_photo_video_id: motion.assetId, updated_at: deps.now().toISOString() })
    .where('id', '=', still.id)
    .execute();
}

/** Ties a motion part to its still for good, also when another one is shown later. */
export async function rememberMotion(trx: Database, stillId: string, motion: Motion): Promise<void> {
  await trx
    .insertInto('motion_parts')
    .values({ still_id: stillId, motion_id: motion.assetId })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
