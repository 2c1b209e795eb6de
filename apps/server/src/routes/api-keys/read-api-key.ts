import { findApiKey } from '../../auth/api-keys.ts';
import { ServerError } from '../../errors/server-error.ts';
import { route } from '../../http/route.ts';
import { apiKeyAnswer } from './api-key-answer.ts';

export const readApiKey = route('readApiKey', async ({ context, caller, params }) => {
  const key = await findApiKey(context.db, caller.user.id, params.id);
  if (key === undefined) throw new ServerError('not-found');
  return apiKeyAnswer(key);
});
