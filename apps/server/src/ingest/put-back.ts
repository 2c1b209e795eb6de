import type { Database } from '../database/open-database.ts';
import { notePutBack } from '../proof/findings.ts';
import { foldedKey } from '../storage/safe-name.ts';
import type { IncomingPart } from './incoming-asset.ts';
import type { PlacedOriginal } from './place-original.ts';

/** Lets the row of an original that was lost name the place where it lies again; unless another upload was first. */
export async function putBack(
  now: Date,
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
  await notePutBack(trx, asset.id, blob.setAsidePath, now);
  used.add(blob);
}
