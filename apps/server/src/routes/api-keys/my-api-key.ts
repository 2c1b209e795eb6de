import { ServerError } from '../../errors/server-error.ts';
import { route } from '../../http/route.ts';
import { apiKeyAnswer } from './api-key-answer.ts';

export const myApiKey = route('myApiKey', ({ caller }) => {
  if (caller.kind !== 'api-key')
    throw new ServerError('bad-request', 'This request is not authenticated by an API key.');
  return apiKeyAnswer(caller.key);
});
