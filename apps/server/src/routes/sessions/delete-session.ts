import { endSessionOf } from '../../auth/sessions.ts';
import { ServerError } from '../../errors/server-error.ts';
import { route } from '../../http/route.ts';

export const deleteSession = route('deleteSession', async ({ context, caller, params }) => {
  const isEnded = await endSessionOf(context.db, caller.user.id, params.id);
  if (!isEnded) throw new ServerError('not-found');
  return null;
});
