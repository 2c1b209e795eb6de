import path from 'node:path';
import type { ArrivedBlob } from '../storage/blob-store.ts';
import { findKept, type Kept } from './find-kept.ts';
import type { IncomingAsset, IncomingPart } from './incoming-asset.ts';
import { isOriginalThere, type IsThereDeps } from './is-original-there.ts';
import { placeOriginal, type PlacedOriginal, type PlaceDeps, type WantedPlace } from './place-original.ts';
import { placeSidecar, type PlacedSidecar } from './place-sidecar.ts';

/** The blobs of an asset that lie under their final names, and await the transaction that decides about them. */
export interface PlacedBlobs {
  readonly still: PlacedOriginal | undefined;
  readonly motion: PlacedOriginal | undefined;
  readonly sidecar: PlacedOriginal | undefined;
  readonly seenSidecars: PlacedSidecar['seen'];
}

/** Gives the bytes that are not kept yet their final names. */
export async function placeBlobs(
  deps: PlaceDeps & IsThereDeps,
  incoming: IncomingAsset,
): Promise<PlacedBlobs> {
  const { still, motion, sidecar, description, owner } = incoming;
  const [year, month] = description.localDateTime.split('-');
  const folder = `${owner.label}/${year}/${month}`;
  const place = (staged: ArrivedBlob, wanted: WantedPlace): Promise<PlacedOriginal> =>
    placeOriginal(deps, staged, wanted, description.modifiedAt);
  const nothing = Promise.resolve(undefined);
  const placePart = (
    { staged, fileName }: IncomingPart,
    state: State,
  ): Promise<PlacedOriginal | undefined> =>
    state.isThere ? nothing : place(staged, { folder, fileName, lostPath: state.kept?.path });
  const keptStill = await findState(deps, owner.id, still);
  const keptMotion = motion && (await findState(deps, owner.id, motion));
  const { id: assetId, path: keptPath } = keptStill.kept ?? {};
  const besideStill =
    keptPath === undefined
      ? { folder, fileName: still.fileName }
      : { folder: path.posix.dirname(keptPath), fileName: path.posix.basename(keptPath) };
  const placing = [
    placePart(still, keptStill),
    motion && keptMotion ? placePart(motion, keptMotion) : nothing,
    sidecar ? placeSidecar(deps, sidecar, { ...besideStill, assetId }, place) : nothing,
  ] as const;
  const results = await Promise.allSettled(placing);
  const failed = results.find((result) => result.status === 'rejected');
  const [placedStill, placedMotion, placedSidecar] = results;
  const done = {
    still: valueOf(placedStill),
    motion: valueOf(placedMotion),
    sidecar: valueOf(placedSidecar)?.blob,
    seenSidecars: valueOf(placedSidecar)?.seen ?? new Map(),
  };
  if (failed === undefined) return done;
  await Promise.all(blobsOf(done).map((blob) => blob.undo()));
  throw failed.reason;
}

/** Those that there are. */
export function blobsOf({ still, motion, sidecar }: PlacedBlobs): readonly PlacedOriginal[] {
  return [still, motion, sidecar].filter((blob) => blob !== undefined);
}

function valueOf<T>(result: PromiseSettledResult<T>): T | undefined {
  return result.status === 'fulfilled' ? result.value : undefined;
}

interface State {
  readonly kept: Kept | undefined;
  readonly isThere: boolean;
}

/** What is there of a part: its row, if it has one, and whether the file is where that says. */
async function findState(deps: PlaceDeps & IsThereDeps, ownerId: string, part: IncomingPart): Promise<State> {
  const kept = await findKept(deps.db, ownerId, part.staged.checksum());
  return { kept, isThere: kept !== undefined && (await isOriginalThere(deps, kept)) };
}
