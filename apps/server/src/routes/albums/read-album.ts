import { albumAnswers } from '../../albums/album-answer.ts';
import { albumWithAssets } from '../../albums/album-with-assets.ts';
import { findAlbum } from '../../albums/albums.ts';
import { ServerError } from '../../errors/server-error.ts';
import { route } from '../../http/route.ts';

export const readAlbum = route('readAlbum', async (call) => {
  const { context, caller, params, query } = call;
  const album = await findAlbum(context.db, caller.user.id, params.id);
  if (album === undefined) throw new ServerError('not-found');
  if (query.withoutAssets !== 'true') return await albumWithAssets(call, album);
  const [body] = await albumAnswers(context.db, caller.user, [album]);
  if (body === undefined) throw new ServerError('not-found');
  return body;
});
