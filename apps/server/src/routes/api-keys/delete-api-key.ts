import * as apiKeys from '../../auth/api-keys.ts';
import { ServerError } from '../../errors/server-error.ts';
import { route } from '../../http/route.ts';

export const deleteApiKey = route('deleteApiKey', async ({ context, caller, params }) => {
  const isDeleted = await apiKeys.deleteApiKey(context.db, caller.user.id, params.id);
  if (!isDeleted) throw new ServerError('not-found');
  return null;
});
