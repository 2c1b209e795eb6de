import { addAssets } from '../../albums/album-assets.ts';
import { findOrMakeAlbum } from '../../albums/albums.ts';
import { route } from '../../http/route.ts';

/** Two requests for a new name that come at once make one album: each transaction holds the write lock. */
export const addToAlbumByName = route('addToAlbumByName', async ({ context, caller, params, body }) => {
  const ownerId = caller.user.id;
  const results = await context.db.transaction().execute(async (trx) => {
    const album = await findOrMakeAlbum({ ...context, db: trx }, ownerId, params.albumName);
    return addAssets(trx, context.now(), { id: album.id, ownerId }, body.assetIds);
  });
  return results;
});
