import { ServerError } from '../../errors/server-error.ts';
import { route } from '../../http/route.ts';

export const deleteAlbum = route('deleteAlbum', async ({ context, caller, params }) => {
  const deleted = await context.db
    .deleteFrom('albums')
    .where('owner_id', '=', caller.user.id)
    .where('id', '=', params.id)
    .returning('id')
    .executeTakeFirst();
  if (deleted === undefined) throw new ServerError('not-found');
  return null;
});
