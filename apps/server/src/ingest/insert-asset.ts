import type { Database } from '../database/open-database.ts';
import type { AssetRow } from '../database/schema.ts';
import { countArrival } from '../proof/arrivals.ts';
import { foldedKey } from '../storage/safe-name.ts';
import { forgetDeletion } from '../trash/deletions.ts';
import type { IncomingAsset, IncomingPart } from './incoming-asset.ts';
import type { PlacedOriginal } from './place-original.ts';

/** Writes the row of a part that lies under its final name. */
export async function insertAsset(
  deps: { readonly now: () => Date },
  trx: Database,
  incoming: IncomingAsset,
  part: IncomingPart,
  blob: PlacedOriginal,
  rest: Pick<AssetRow, 'id' | 'visibility'> & Partial<AssetRow>,
): Promise<void> {
  const { description, owner } = incoming;
  const now = deps.now().toISOString();
  const checksum = part.staged.checksum();
  await forgetDeletion(trx, owner.id, checksum);
  await countArrival(trx, owner.id);
  await trx
    .insertInto('assets')
    .values({
      owner_id: owner.id,
      checksum,
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
