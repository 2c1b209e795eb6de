import { addAssets } from '../../albums/album-assets.ts';
import { albumWithAssets } from '../../albums/album-with-assets.ts';
import { insertAlbum } from '../../albums/albums.ts';
import { route } from '../../http/route.ts';

export const createAlbum = route('createAlbum', async (call) => {
  const { context, caller, body } = call;
  const ownerId = caller.user.id;
  const album = await context.db.transaction().execute(async (trx) => {
    const wanted = { name: body.albumName, description: body.description ?? '' };
    const made = await insertAlbum({ ...context, db: trx }, ownerId, wanted);
    await addAssets(trx, context.now(), { id: made.id, ownerId }, body.assetIds ?? []);
    return made;
  });
  return await albumWithAssets(call, album);
});
