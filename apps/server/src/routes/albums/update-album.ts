import { albumAnswers } from '../../albums/album-answer.ts';
import { albumNameKey } from '../../albums/albums.ts';
import { ServerError } from '../../errors/server-error.ts';
import { route } from '../../http/route.ts';

export const updateAlbum = route('updateAlbum', async ({ context, caller, params, body }) => {
  const { albumName, description } = body;
  const album = await context.db
    .updateTable('albums')
    .set({
      updated_at: context.now().toISOString(),
      ...(albumName !== undefined && { name: albumName, name_key: albumNameKey(albumName) }),
      ...(description !== undefined && { description }),
    })
    .where('owner_id', '=', caller.user.id)
    .where('id', '=', params.id)
    .returningAll()
    .executeTakeFirst();
  if (album === undefined) throw new ServerError('not-found');
  const [answer] = await albumAnswers(context.db, caller.user, [album]);
  if (answer === undefined) throw new ServerError('not-found');
  return answer;
});
