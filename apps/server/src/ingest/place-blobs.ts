import { safeName } from '../storage/safe-name.ts';
import { findKept } from './find-kept.ts';
import type { IncomingAsset, IncomingPart } from './incoming-asset.ts';
import { isOriginalThere, type IsThereDeps } from './is-original-there.ts';
import { placeOriginal, type PlacedOriginal, type PlaceDeps } from './place-original.ts';

/** The blobs of an asset that lie under their final names, and await the transaction that decides about them. */
export interface PlacedBlobs {
  readonly still: PlacedOriginal | undefined;
  readonly motion: PlacedOriginal | undefined;
  readonly sidecar: PlacedOriginal | undefined;
}

/** Gives the bytes that are not kept yet their final names. */
export async function placeBlobs(
  deps: PlaceDeps & IsThereDeps,
  incoming: IncomingAsset,
): Promise<PlacedBlobs> {
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
  deps: PlaceDeps & IsThereDeps,
  ownerId: string,
  part: IncomingPart,
): Promise<{ readonly path: string | undefined; readonly isThere: boolean }> {
  const kept = await findKept(deps.db, ownerId, part.staged.checksum());
  return { path: kept?.path, isThere: kept !== undefined && (await isOriginalThere(deps, kept)) };
}

/** `IMG.jpg.xmp`, shortened as the original's own name is. */
function sidecarName(fileName: string): string {
  const { stem, extension } = safeName(fileName);
  return `${stem}${extension}.xmp`;
}
