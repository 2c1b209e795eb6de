import { albumAnswers } from '../../albums/album-answer.ts';
import { route } from '../../http/route.ts';

export const listAlbums = route('listAlbums', async ({ context, caller, query }) => {
  // Nothing is shared between users here.
  if (query.shared === 'true') return [];
  const { assetId } = query;
  let albums = context.db.selectFrom('albums').selectAll().where('owner_id', '=', caller.user.id);
  if (assetId !== undefined)
    albums = albums.where('id', 'in', (eb) =>
      eb.selectFrom('album_assets').select('album_id').where('asset_id', '=', assetId),
    );
  const rows = await albums.orderBy('created_at', 'desc').orderBy('id').execute();
  return await albumAnswers(context.db, caller.user, rows);
});
