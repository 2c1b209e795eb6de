import { removeAssets } from '../../albums/album-assets.ts';
import { findAlbum } from '../../albums/albums.ts';
import { ServerError } from '../../errors/server-error.ts';
import { route } from '../../http/route.ts';

export const removeFromAlbum = route('removeFromAlbum', async ({ context, caller, params, body }) => {
  const results = await context.db.transaction().execute(async (trx) => {
    const album = await findAlbum(trx, caller.user.id, params.id);
    if (album === undefined) throw new ServerError('not-found');
    return removeAssets(trx, context.now(), album.id, body.ids);
  });
  return results;
});
