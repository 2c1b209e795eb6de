import * as apiKeys from '../../auth/api-keys.ts';
import { mayDo } from '../../auth/caller.ts';
import { ServerError } from '../../errors/server-error.ts';
import { route } from '../../http/route.ts';
import { apiKeyAnswer } from './api-key-answer.ts';

export const createApiKey = route('createApiKey', async ({ context, caller, body }) => {
  // A key that could make a stronger one would not be limited at all.
  const exceeding = body.permissions.find((permission) => !mayDo(caller, permission));
  if (exceeding !== undefined)
    throw new ServerError('forbidden', `This API key cannot give the permission ${exceeding}.`);
  const { secret, apiKey } = await apiKeys.createApiKey(context, caller.user.id, body);
  return { secret, apiKey: apiKeyAnswer(apiKey) };
});
