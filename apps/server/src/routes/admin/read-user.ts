import { findAccount } from '../../accounts/find-accounts.ts';
import { userAnswer } from '../user-answer.ts';
import { ServerError } from '../../errors/server-error.ts';
import { route } from '../../http/route.ts';

export const readUser = route('readUser', async ({ context, params }) => {
  const user = await findAccount(context.db, params.id);
  if (user === undefined) throw new ServerError('not-found');
  return userAnswer(user, context.now());
});
