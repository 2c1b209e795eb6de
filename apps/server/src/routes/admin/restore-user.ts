import { restoreAccount } from '../../accounts/remove-account.ts';
import { userAnswer } from '../user-answer.ts';
import { ServerError } from '../../errors/server-error.ts';
import { route } from '../../http/route.ts';

export const restoreUser = route('restoreUser', async ({ context, params }) => {
  const user = await restoreAccount(context, params.id);
  if (user === undefined) throw new ServerError('not-found');
  return userAnswer(user, context.now());
});
