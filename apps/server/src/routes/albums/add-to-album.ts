import { addAssets } from '../../albums/album-assets.ts';
import { findAlbum } from '../../albums/albums.ts';
import { ServerError } from '../../errors/server-error.ts';
import { route } from '../../http/route.ts';

export const addToAlbum = route('addToAlbum', async ({ context, caller, params, body }) => {
  const ownerId = caller.user.id;
  const results = await context.db.transaction().execute(async (trx) => {
    const album = await findAlbum(trx, ownerId, params.id);
    if (album === undefined) throw new ServerError('not-found');
    return addAssets(trx, context.now(), { id: album.id, ownerId }, body.ids);
  });
  return results;
});
