import { removeAccount } from '../../accounts/remove-account.ts';
import { userAnswer } from '../../auth/user-answer.ts';
import { ServerError } from '../../errors/server-error.ts';
import { route } from '../../http/route.ts';

export const removeUser = route('removeUser', async ({ context, params, body }) => {
  const isForced = body?.force === true;
  const user = await removeAccount(context, params.id, isForced ? 0 : context.config.userDeleteDelayMs);
  if (user === undefined) throw new ServerError('not-found');
  if (isForced) context.sweepNow();
  return userAnswer(user, context.now());
});
