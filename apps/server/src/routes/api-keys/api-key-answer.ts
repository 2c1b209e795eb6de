import type { ApiKey } from '../../auth/caller.ts';
import type { Answer } from '../../http/route.ts';

type ApiKeyAnswer = Answer<'myApiKey'>;

/** An API key as the API shows it; its secret is not among what is kept. */
export function apiKeyAnswer(key: ApiKey): ApiKeyAnswer {
  return { ...key, permissions: [...key.permissions] };
}
