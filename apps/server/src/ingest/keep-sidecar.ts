import type { Database } from '../database/open-database.ts';
import type { ArrivedBlob, BlobStore } from '../storage/blob-store.ts';
import { DuplicateGone } from './duplicate-gone.ts';
import type { PlacedOriginal } from './place-original.ts';
import type { PlacedSidecar } from './place-sidecar.ts';

interface SidecarRow {
  readonly path: string;
  readonly sizeBytes: number;
  readonly checksum: string | null;
}

/**
 * Makes the sidecar that came last the one that the asset has. The one before is kept beside it, as an earlier one;
 * these very bytes are kept once. Runs inside the transaction.
 *
 * @returns bytes to be charged beside those of a blob that is added to `used`; negative for a lost one that is given up
 */
export async function keepSidecar(
  deps: { readonly store: BlobStore; readonly now: () => Date },
  trx: Database,
  assetId: string,
  staged: ArrivedBlob,
  { blob, seen }: PlacedSidecar,
  used: Set<PlacedOriginal>,
): Promise<number> {
  const checksum = staged.checksum();
  const now = deps.now().toISOString();
  const holdsIt = (row: SidecarRow): boolean => {
    const found = seen.get(row.path) ?? row;
    return typeof found === 'object' && found.checksum === checksum;
  };
  // It may have been put back since it was looked for.
  const isLost = async ({ path }: SidecarRow): Promise<boolean> =>
    seen.get(path) === 'missing' && (path === blob?.path || (await deps.store.sizeOf(path)) === undefined);
  const current = await findSidecar(trx, assetId);
  if (current !== undefined && holdsIt(current)) return 0;
  let correctionBytes = 0;
  let next: SidecarRow | undefined;
  for (const same of await earlierOf(trx, assetId, checksum)) {
    const isNext = next === undefined && holdsIt(same);
    const isGivenUp = !isNext && (await isLost(same));
    if (isNext) next = same;
    if (isGivenUp) correctionBytes -= same.sizeBytes;
    if (isNext || isGivenUp) await trx.deleteFrom('earlier_sidecars').where('path', '=', same.path).execute();
    else correctionBytes += await noteAsSeen(trx, same, seen);
  }
  if (next === undefined) {
    if (blob === undefined) throw new DuplicateGone();
    next = { path: blob.path, sizeBytes: staged.sizeBytes, checksum };
    used.add(blob);
  }
  if (current !== undefined && (await isLost(current))) correctionBytes -= current.sizeBytes;
  else if (current !== undefined) {
    // Where those bytes are kept anew, what lies there now is other ones. Any other damage is still to be told of.
    const isKeptAnew = current.checksum === null || current.checksum === checksum;
    const before = isKeptAnew ? asSeen(current, seen) : current;
    correctionBytes += before.sizeBytes - current.sizeBytes;
    await trx
      .insertInto('earlier_sidecars')
      .values({
        path: before.path,
        asset_id: assetId,
        size_bytes: before.sizeBytes,
        checksum: before.checksum,
        replaced_at: now,
      })
      .execute();
  }
  await trx
    .updateTable('assets')
    .set({
      sidecar_path: next.path,
      sidecar_size_bytes: next.sizeBytes,
      sidecar_checksum: next.checksum,
      updated_at: now,
    })
    .where('id', '=', assetId)
    .execute();
  return correctionBytes;
}

/** A row as the disk had it: somebody may have written to the file, and those bytes are kept, too. */
function asSeen(row: SidecarRow, seen: PlacedSidecar['seen']): SidecarRow {
  const found = seen.get(row.path);
  return typeof found === 'object' ? { path: row.path, ...found } : row;
}

/** Its own bytes are kept anew elsewhere. @returns by how much its file has grown */
async function noteAsSeen(trx: Database, row: SidecarRow, seen: PlacedSidecar['seen']): Promise<number> {
  const { sizeBytes, checksum } = asSeen(row, seen);
  await trx
    .updateTable('earlier_sidecars')
    .set({ size_bytes: sizeBytes, checksum })
    .where('path', '=', row.path)
    .execute();
  return sizeBytes - row.sizeBytes;
}

async function findSidecar(trx: Database, assetId: string): Promise<SidecarRow | undefined> {
  return trx
    .selectFrom('assets')
    .select((eb) => [
      eb.ref('sidecar_path').$notNull().as('path'),
      'sidecar_size_bytes as sizeBytes',
      'sidecar_checksum as checksum',
    ])
    .where('id', '=', assetId)
    .where('sidecar_path', 'is not', null)
    .executeTakeFirst();
}

async function earlierOf(trx: Database, assetId: string, checksum: string): Promise<readonly SidecarRow[]> {
  return trx
    .selectFrom('earlier_sidecars')
    .select(['path', 'size_bytes as sizeBytes', 'checksum'])
    .where('asset_id', '=', assetId)
    .where('checksum', '=', checksum)
    .execute();
}
