import { sql } from 'kysely';
import type { Database } from '../database/open-database.ts';
import { unsearched } from '../database/unsearched.ts';
import { valuesOf } from '../database/values-of.ts';

/** What became of one requested id. */
export interface AlbumAssetResult {
  readonly id: string;
  readonly success: boolean;
  readonly error?: 'duplicate' | 'not_found';
}

/**
 * Adds assets of the owner to an album of the same owner; to be called in a transaction. May be repeated: what is in
 * the album already is a `duplicate`. An asset of somebody else is as unknown as one that does not exist.
 *
 * @returns one result for each id, in the order given
 */
export async function addAssets(
  trx: Database,
  now: Date,
  album: { readonly id: string; readonly ownerId: string },
  assetIds: readonly string[],
): Promise<AlbumAssetResult[]> {
  const ids = assetIds.map((id) => id.toLowerCase());
  const owned = await idsOf(
    trx
      .selectFrom('assets')
      .select('id')
      .where(unsearched('assets.owner_id'), '=', album.ownerId)
      .where('id', 'in', valuesOf(ids)),
  );
  const present = await presentIds(trx, album.id, ids);
  const added: string[] = [];
  const results = assetIds.map((id, index): AlbumAssetResult => {
    const key = ids[index] ?? id;
    if (!owned.has(key)) return { id, success: false, error: 'not_found' };
    if (present.has(key)) return { id, success: false, error: 'duplicate' };
    present.add(key);
    added.push(key);
    return { id, success: true };
  });
  if (added.length > 0) {
    await trx
      .insertInto('album_assets')
      .columns(['asset_id', 'album_id', 'added_at'])
      .expression((eb) =>
        eb
          .selectFrom('assets')
          .select(['assets.id'])
          .select([sql<string>`${album.id}`.as('album_id'), sql<string>`${now.toISOString()}`.as('added_at')])
          .where('assets.id', 'in', valuesOf(added)),
      )
      .execute();
    await touch(trx, now, album.id);
  }
  return results;
}

/** Takes assets out of an album; to be called in a transaction. What is not in it is `not_found`. */
export async function removeAssets(
  trx: Database,
  now: Date,
  albumId: string,
  assetIds: readonly string[],
): Promise<AlbumAssetResult[]> {
  const ids = assetIds.map((id) => id.toLowerCase());
  const present = await presentIds(trx, albumId, ids);
  await trx
    .deleteFrom('album_assets')
    .where('album_id', '=', albumId)
    .where('asset_id', 'in', valuesOf(ids))
    .execute();
  if (present.size > 0) await touch(trx, now, albumId);
  return assetIds.map((id, index): AlbumAssetResult => {
    // A second mention of the same id finds it gone.
    const wasPresent = present.delete(ids[index] ?? id);
    return wasPresent ? { id, success: true } : { id, success: false, error: 'not_found' };
  });
}

async function presentIds(trx: Database, albumId: string, ids: readonly string[]): Promise<Set<string>> {
  return idsOf(
    trx
      .selectFrom('album_assets')
      .select('asset_id as id')
      .where('album_id', '=', albumId)
      .where('asset_id', 'in', valuesOf(ids)),
  );
}

async function idsOf(query: { execute(): Promise<{ id: string }[]> }): Promise<Set<string>> {
  return new Set((await query.execute()).map(({ id }) => id));
}

async function touch(trx: Database, now: Date, albumId: string): Promise<void> {
  await trx.updateTable('albums').set({ updated_at: now.toISOString() }).where('id', '=', albumId).execute();
}
