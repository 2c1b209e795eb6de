import * as apiKeys from '../../auth/api-keys.ts';
import { ServerError } from '../../errors/server-error.ts';
import { route } from '../../http/route.ts';
import { apiKeyAnswer } from './api-key-answer.ts';
import { requireGivable } from './require-givable.ts';
import { requireKnown } from './require-known.ts';

export const updateApiKey = route('updateApiKey', async ({ context, caller, params, body }) => {
  requireKnown(body.permissions ?? []);
  requireGivable(caller, body.permissions ?? []);
  const key = await apiKeys.updateApiKey(context, caller.user.id, params.id, body);
  if (key === undefined) throw new ServerError('not-found');
  return apiKeyAnswer(key);
});
