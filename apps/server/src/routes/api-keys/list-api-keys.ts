import * as apiKeys from '../../auth/api-keys.ts';
import { route } from '../../http/route.ts';
import { apiKeyAnswer } from './api-key-answer.ts';

export const listApiKeys = route('listApiKeys', async ({ context, caller }) => {
  const keys = await apiKeys.listApiKeys(context.db, caller.user.id);
  return keys.map(apiKeyAnswer);
});
