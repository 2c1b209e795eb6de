import { mayEnter } from '../auth/authenticate.ts';
import type { Commit } from '../database/group-commit.ts';
import type { Database } from '../database/open-database.ts';
import { valuesOf } from '../database/values-of.ts';
import { errorCodeOf, ServerError } from '../errors/server-error.ts';
import { takeOutOfTrash } from '../trash/trash.ts';
import { chargeQuota, sizeOfNew } from './charge-quota.ts';
import { DuplicateGone } from './duplicate-gone.ts';
import { findKept, recordDevice } from './find-kept.ts';
import type { IncomingAsset, KeptAsset } from './incoming-asset.ts';
import { insertAsset } from './insert-asset.ts';
import { keepMotion, rememberMotion, showMotion } from './keep-motion.ts';
import { keepSidecar } from './keep-sidecar.ts';
import { showOwnVideo } from './own-videos.ts';
import { blobsOf, placeBlobs, type PlacedBlobs } from './place-blobs.ts';
import type { PlacedOriginal, PlaceDeps } from './place-original.ts';
import { putBack } from './put-back.ts';

export interface CommitDeps extends PlaceDeps {
  /** Shared by uploads that are ready at the same moment. */
  readonly commit: Commit;
  readonly newId: () => string;
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
 * nothing new is kept. A sidecar is kept with its original, whether that is new or not. An original that has a row but is
 * gone from the disk, or damaged, is put back, at no charge. Staged blobs that were not needed are left to the caller to
 * discard.
 *
 * @param alongside writes what must become durable together with the asset, or not at all
 * @throws ServerError unauthorized when the owner may no longer enter, quota-exceeded, bad-field, disk-full, unavailable
 */
export async function commitAsset(
  deps: CommitDeps,
  incoming: IncomingAsset,
  alongside?: (trx: Database, kept: KeptAsset) => Promise<void>,
): Promise<KeptAsset> {
  try {
    return await tryCommit(deps, incoming, alongside);
  } catch (error) {
    // The bytes are still staged: what was to be their duplicate needs them now.
    if (error instanceof DuplicateGone && error.isAllStaged) return tryCommit(deps, incoming, alongside);
    throw error;
  }
}

async function tryCommit(
  deps: CommitDeps,
  incoming: IncomingAsset,
  alongside: ((trx: Database, kept: KeptAsset) => Promise<void>) | undefined,
): Promise<KeptAsset> {
  const blobs = await placeBlobs(deps, incoming);
  const placed = blobsOf(blobs);
  let decision: Decision;
  try {
    decision = await deps.commit(async (trx) => {
      const decided = await decide(deps, trx, incoming, blobs);
      await alongside?.(trx, decided.kept);
      return decided;
    });
  } catch (error) {
    const isOver = errorCodeOf(error) === 'quota-exceeded';
    await settle(placed, isOver ? await bringBackLost(deps, incoming, blobs) : new Set());
    if (error instanceof DuplicateGone) throw new DuplicateGone({ isAllStaged: placed.length === 0 });
    throw error;
  }
  await settle(placed, decision.used);
  return decision.kept;
}

/** Leaves the blobs that have a row where they lie, and takes the others away. */
async function settle(placed: readonly PlacedOriginal[], used: ReadonlySet<PlacedOriginal>): Promise<void> {
  for (const blob of placed) if (used.has(blob)) blob.keep();
  await Promise.all(placed.filter((blob) => !used.has(blob)).map((blob) => blob.undo()));
}

/**
 * What was lost comes back also when something that came with it has no room in the quota. @returns the blobs that did;
 * none when that fails too: then they are sent again
 */
async function bringBackLost(
  deps: CommitDeps,
  incoming: IncomingAsset,
  blobs: PlacedBlobs,
): Promise<ReadonlySet<PlacedOriginal>> {
  if (blobs.still?.lostPath === undefined && blobs.motion?.lostPath === undefined) return new Set();
  try {
    return await deps.commit(async (trx) => {
      const lost = await putBackParts(deps, trx, incoming, blobs);
      await dropClaims(trx, lost);
      return lost;
    });
  } catch {
    return new Set();
  }
}

/** Gives the parts that were lost their places again. @returns the blobs that did */
async function putBackParts(
  deps: CommitDeps,
  trx: Database,
  { owner, still, motion }: IncomingAsset,
  blobs: PlacedBlobs,
): Promise<ReadonlySet<PlacedOriginal>> {
  const lost = new Set<PlacedOriginal>();
  await requireOwner(trx, owner.id);
  await putBack(deps.now(), trx, owner.id, still, blobs.still, lost);
  await putBack(deps.now(), trx, owner.id, motion, blobs.motion, lost);
  return lost;
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
  const lost = await putBackParts(deps, trx, incoming, blobs);
  const used = new Set(lost);
  const duplicate = await findKept(trx, owner.id, checksum);
  if (duplicate?.isTrashed === true) await takeOutOfTrash(trx, deps.now(), [duplicate.id]);
  if (duplicate !== undefined) await showOwnVideo(trx, deps.now(), duplicate, description.visibility);

  const motion = (await keepMotion(deps, trx, incoming, blobs.motion, used)) ?? duplicate?.motion;
  const assetId = duplicate?.id ?? deps.newId();
  if (duplicate === undefined) {
    if (blobs.still === undefined) throw new DuplicateGone();
    await insertAsset(deps, trx, incoming, still, blobs.still, {
      id: assetId,
      visibility: description.visibility,
      live_photo_video_id: motion?.assetId ?? null,
    });
    used.add(blobs.still);
  } else if (motion !== undefined && motion.assetId !== duplicate.motion?.assetId) {
    await showMotion(deps, trx, duplicate, motion);
  }
  if (motion !== undefined) await rememberMotion(trx, assetId, motion);
  if (description.device !== undefined)
    await recordDevice(trx, deps.now(), owner.id, description.device, assetId);
  const sidecar = { blob: blobs.sidecar, seen: blobs.seenSidecars };
  const correctionBytes =
    incoming.sidecar === undefined
      ? 0
      : await keepSidecar(deps, trx, assetId, incoming.sidecar, sidecar, used);
  const added = new Set([...used].filter((blob) => !lost.has(blob)));
  await chargeQuota(trx, incoming, sizeOfNew(incoming, blobs, added) + correctionBytes);
  await dropClaims(trx, used);
  const kind = duplicate === undefined ? 'created' : 'duplicate';
  return { kept: { kind, assetId, checksum, motion, device: description.device }, used };
}

async function dropClaims(trx: Database, used: ReadonlySet<PlacedOriginal>): Promise<void> {
  const paths = valuesOf([...used].map(({ path }) => path));
  await trx.deleteFrom('claims').where('path', 'in', paths).execute();
}

/** Who was removed or disabled while the bytes came must not be told that they are kept. */
async function requireOwner(trx: Database, ownerId: string): Promise<void> {
  const owner = await trx
    .selectFrom('users')
    .select(['is_disabled', 'removed_at'])
    .where('id', '=', ownerId)
    .executeTakeFirst();
  if (owner === undefined || !mayEnter(owner)) throw new ServerError('unauthorized');
}
