import { addAssets } from '../../albums/album-assets.ts';
import { findAlbumByName, insertAlbum } from '../../albums/albums.ts';
import { mayDo } from '../../auth/caller.ts';
import { ServerError } from '../../errors/server-error.ts';
import { route } from '../../http/route.ts';

/** Two requests for a new name that come at once make one album: each transaction holds the write lock. */
export const addToAlbumByName = route('addToAlbumByName', async ({ context, caller, params, body }) => {
  const ownerId = caller.user.id;
  const name = params.albumName;
  const results = await context.db.transaction().execute(async (trx) => {
    const known = await findAlbumByName(trx, ownerId, name);
    if (known === undefined && !mayDo(caller, 'album.create'))
      throw new ServerError(
        'forbidden',
        'This API key lacks the permission album.create; no album has this name.',
      );
    const { id } = known ?? (await insertAlbum({ ...context, db: trx }, ownerId, { name, description: '' }));
    return addAssets(trx, context.now(), { id, ownerId }, body.assetIds);
  });
  return results;
});
