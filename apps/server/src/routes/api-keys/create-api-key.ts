import * as apiKeys from '../../auth/api-keys.ts';
import { route } from '../../http/route.ts';
import { apiKeyAnswer } from './api-key-answer.ts';
import { requireGivable } from './require-givable.ts';
import { requireKnown } from './require-known.ts';

export const createApiKey = route('createApiKey', async ({ context, caller, body }) => {
  requireKnown(body.permissions);
  requireGivable(caller, body.permissions);
  const { secret, apiKey } = await apiKeys.createApiKey(context, caller.user.id, body);
  return { secret, apiKey: apiKeyAnswer(apiKey) };
});
