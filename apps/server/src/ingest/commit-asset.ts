import type { Commit } from '../database/group-commit.ts';
import type { Database } from '../database/open-database.ts';
import type { AssetRow } from '../database/schema.ts';
import { valuesOf } from '../database/values-of.ts';
import { ServerError } from '../errors/server-error.ts';
import { notePutBack } from '../proof/findings.ts';
import { foldedKey, safeName } from '../storage/safe-name.ts';
import { takeOutOfTrash } from '../trash/trash.ts';
import { findKept, recordDevice, type Kept } from './find-kept.ts';
import type { IncomingAsset, IncomingPart, KeptAsset } from './incoming-asset.ts';
import { isKnownByOtherName, showOwnVideo } from './own-videos.ts';
import { isOriginalThere } from './is-original-there.ts';
import { placeOriginal, type PlacedOriginal, type PlaceDeps } from './place-original.ts';
import { fits } from './quota.ts';

export interface CommitDeps extends PlaceDeps {
  /** Shared by uploads that are ready at the same moment. */
  readonly commit: Commit;
  readonly newId: () => string;
}

/** The blobs of an asset that lie under their final names, and await the transaction that decides about them. */
interface PlacedBlobs {
  readonly still: PlacedOriginal | undefined;
  readonly motion: PlacedOriginal | undefined;
  readonly sidecar: PlacedOriginal | undefined;
}

interface Decision {
  readonly kept: KeptAsset;
  /** The blobs that have a row now. */
  readonly used: ReadonlySet<PlacedOriginal>;
}

/**
 * Keeps an asset: the one way in, whatever carried the bytes.
 *
 * Bytes first, then one transaction for all rows: when this resolves, everything is durable; when it rejects,
 * nothing is kept. An original that has a row but is gone from the disk, or damaged, is put back, at no charge. Staged blobs that
 * were not needed are left to the caller to discard.
 *
 * @param alongside writes what must become durable together with the asset, or not at all
 * @throws ServerError quota-exceeded, bad-field, disk-full, unavailable
 */
export async function commitAsset(
  deps: CommitDeps,
  incoming: IncomingAsset,
  alongside?: (trx: Database, kept: KeptAsset) => Promise<void>,
): Promise<KeptAsset> {
  const blobs = await placeBlobs(deps, incoming);
  const placed = [blobs.still, blobs.motion, blobs.sidecar].filter((blob) => blob !== undefined);
  let decision: Decision;
  try {
    decision = await deps.commit(async (trx) => {
      const decided = await decide(deps, trx, incoming, blobs);
      await alongside?.(trx, decided.kept);
      return decided;
    });
  } catch (error) {
    await Promise.all(placed.map((blob) => blob.undo()));
    throw error;
  }
  const { used } = decision;
  for (const blob of placed) if (used.has(blob)) blob.keep();
  await Promise.all(placed.filter((blob) => !used.has(blob)).map((blob) => blob.undo()));
  return decision.kept;
}

/** Gives the bytes that are not kept yet their final names. */
async function placeBlobs(deps: CommitDeps, incoming: IncomingAsset): Promise<PlacedBlobs> {
  const { still, motion, sidecar, description, owner } = incoming;
  const place = (
    staged: IncomingPart['staged'],
    fileName: string,
    lostPath?: string,
  ): Promise<PlacedOriginal> => {
    const wanted = { ownerLabel: owner.label, localDateTime: description.localDateTime, fileName, lostPath };
    return placeOriginal(deps, staged, wanted, description.modifiedAt);
  };
  const keptStill = await findState(deps, owner.id, still);
  const keptMotion = motion && (await findState(deps, owner.id, motion));
  const nothing = Promise.resolve(undefined);
  const placing = [
    keptStill.isThere ? nothing : place(still.staged, still.fileName, keptStill.path),
    motion === undefined || keptMotion?.isThere === true
      ? nothing
      : place(motion.staged, motion.fileName, keptMotion?.path),
    keptStill.path === undefined && sidecar !== undefined
      ? place(sidecar, sidecarName(still.fileName))
      : nothing,
  ] as const;
  const results = await Promise.allSettled(placing);
  const failed = results.find((result) => result.status === 'rejected');
  const done = results.map((result) => (result.status === 'fulfilled' ? result.value : undefined));
  if (failed !== undefined) {
    await Promise.all(done.filter((blob) => blob !== undefined).map((blob) => blob.undo()));
    throw failed.reason;
  }
  return { still: done[0], motion: done[1], sidecar: done[2] };
}

/** What is there of a part: its row's path, if it has a row, and whether the file is under it. */
async function findState(
  deps: CommitDeps,
  ownerId: string,
  part: IncomingPart,
): Promise<{ readonly path: string | undefined; readonly isThere: boolean }> {
  const kept = await findKept(deps.db, ownerId, part.staged.checksum());
  return { path: kept?.path, isThere: kept !== undefined && (await isOriginalThere(deps, kept)) };
}

/** Lets the row of an original that was lost name the place where it lies again; unless another upload was first. */
async function restore(
  deps: CommitDeps,
  trx: Database,
  ownerId: string,
  part: IncomingPart | undefined,
  blob: PlacedOriginal | undefined,
  used: Set<PlacedOriginal>,
): Promise<void> {
  if (part === undefined || blob?.lostPath === undefined) return;
  const asset = await trx
    .updateTable('assets')
    .set({ path: blob.path, path_key: foldedKey(blob.path) })
    .where('owner_id', '=', ownerId)
    .where('checksum', '=', part.staged.checksum())
    .where('path', '=', blob.lostPath)
    .returning('id')
    .executeTakeFirst();
  if (asset === undefined) return;
  await notePutBack(trx, asset.id, blob.setAsidePath, deps.now());
  used.add(blob);
}

/** `IMG.jpg.xmp`, shortened as the original's own name is. */
function sidecarName(fileName: string): string {
  const { stem, extension } = safeName(fileName);
  return `${stem}${extension}.xmp`;
}

/** Writes every row of the asset, or finds that it is kept already. Runs inside the transaction. */
async function decide(
  deps: CommitDeps,
  trx: Database,
  incoming: IncomingAsset,
  blobs: PlacedBlobs,
): Promise<Decision> {
  const { still, owner, description } = incoming;
  const checksum = still.staged.checksum();
  const used = new Set<PlacedOriginal>();
  await restore(deps, trx, owner.id, still, blobs.still, used);
  await restore(deps, trx, owner.id, incoming.motion, blobs.motion, used);
  const putBack = new Set(used);
  const duplicate = await findKept(trx, owner.id, checksum);
  if (duplicate?.isTrashed === true) await takeOutOfTrash(trx, deps.now(), [duplicate.id]);
  if (duplicate !== undefined) await showOwnVideo(trx, deps.now(), duplicate, description.visibility);

  const motion = (await keepMotion(deps, trx, incoming, blobs.motion, used)) ?? duplicate?.motion;
  const assetId = duplicate?.id ?? deps.newId();
  if (duplicate === undefined) {
    if (blobs.still === undefined) throw new ServerError('unavailable', 'its duplicate went away meanwhile');
    await insertAsset(deps, trx, incoming, still, blobs.still, {
      id: assetId,
      visibility: description.visibility,
      live_photo_video_id: motion?.assetId ?? null,
      sidecar_path: blobs.sidecar?.path ?? null,
      sidecar_size_bytes: blobs.sidecar === undefined ? 0 : (incoming.sidecar?.sizeBytes ?? 0),
    });
    used.add(blobs.still);
    if (blobs.sidecar !== undefined) used.add(blobs.sidecar);
  } else if (motion !== undefined && motion.assetId !== duplicate.motion?.assetId) {
    await showMotion(deps, trx, duplicate, motion);
  }
  if (motion !== undefined) await rememberMotion(trx, assetId, motion);
  if (description.device !== undefined)
    await recordDevice(trx, deps.now(), owner.id, description.device, assetId);
  const added = new Set([...used].filter((blob) => !putBack.has(blob)));
  await chargeQuota(trx, incoming, sizeOfNew(incoming, blobs, added));
  await trx
    .deleteFrom('claims')
    .where('path', 'in', valuesOf([...used].map(({ path }) => path)))
    .execute();
  const kind = duplicate === undefined ? 'created' : 'duplicate';
  return { kept: { kind, assetId, checksum, motion, device: description.device }, used };
}

/** The motion part's row, new or known, and out of the trash; hidden, unless it is an asset of its own, too. */
async function keepMotion(
  deps: CommitDeps,
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
  if (blob === undefined) throw new ServerError('unavailable', 'its duplicate went away meanwhile');
  const assetId = deps.newId();
  await insertAsset(deps, trx, incoming, motion, blob, { id: assetId, visibility: 'hidden' });
  used.add(blob);
  return { assetId, checksum: motion.staged.checksum() };
}

const NO_SUCH_MOTION = 'There is no video of the id in livePhotoVideoId.';

type Motion = NonNullable<KeptAsset['motion']>;

/** Shows a known still with the motion part that came now. */
async function showMotion(deps: CommitDeps, trx: Database, still: Kept, motion: Motion): Promise<void> {
  await trx
    .updateTable('assets')
    .set({ live_photo_video_id: motion.assetId, updated_at: deps.now().toISOString() })
    .where('id', '=', still.id)
    .execute();
}

/** Ties a motion part to its still for good, also when another one is shown later. */
async function rememberMotion(trx: Database, stillId: string, motion: Motion): Promise<void> {
  await trx
    .insertInto('motion_parts')
    .values({ still_id: stillId, motion_id: motion.assetId })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

async function insertAsset(
  deps: CommitDeps,
  trx: Database,
  incoming: IncomingAsset,
  part: IncomingPart,
  blob: PlacedOriginal,
  rest: Pick<AssetRow, 'id' | 'visibility'> & Partial<AssetRow>,
): Promise<void> {
  const { description, owner } = incoming;
  const now = deps.now().toISOString();
  await trx
    .insertInto('assets')
    .values({
      owner_id: owner.id,
      checksum: part.staged.checksum(),
      size_bytes: part.staged.sizeBytes,
      kind: part.kind,
      file_name: part.fileName,
      path: blob.path,
      path_key: foldedKey(blob.path),
      sidecar_path: null,
      sidecar_size_bytes: 0,
      file_created_at: description.createdAt.toISOString(),
      file_modified_at: description.modifiedAt.toISOString(),
      local_date_time: description.localDateTime,
      duration: description.duration ?? null,
      is_favorite: description.isFavorite ? 1 : 0,
      live_photo_video_id: null,
      metadata: description.metadata ?? null,
      trashed_at: null,
      created_at: now,
      updated_at: now,
      ...rest,
    })
    .execute();
}

function sizeOfNew(incoming: IncomingAsset, blobs: PlacedBlobs, added: ReadonlySet<PlacedOriginal>): number {
  const sizeIf = (blob: PlacedOriginal | undefined, sizeBytes: number | undefined): number =>
    blob !== undefined && added.has(blob) ? (sizeBytes ?? 0) : 0;
  return (
    sizeIf(blobs.still, incoming.still.staged.sizeBytes) +
    sizeIf(blobs.motion, incoming.motion?.staged.sizeBytes) +
    sizeIf(blobs.sidecar, incoming.sidecar?.sizeBytes)
  );
}

/** Turns room that was held into room that is used: exactly what is new, which for a duplicate is nothing. */
async function chargeQuota(trx: Database, incoming: IncomingAsset, sizeBytes: number): Promise<void> {
  if (sizeBytes === 0) return;
  if (!(await fits(trx, incoming.owner.id, incoming.reservationId, sizeBytes)))
    throw new ServerError('quota-exceeded');
  await trx
    .updateTable('users')
    .set((eb) => ({ usage_bytes: eb('usage_bytes', '+', sizeBytes) }))
    .where('id', '=', incoming.owner.id)
    .execute();
  await trx.deleteFrom('reservations').where('id', '=', incoming.reservationId).execute();
}
