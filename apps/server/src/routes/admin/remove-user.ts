import { removeAccount } from '../../accounts/remove-account.ts';
import { userAnswer } from '../user-answer.ts';
import { ServerError } from '../../errors/server-error.ts';
import { route } from '../../http/route.ts';

export const removeUser = route('removeUser', async ({ context, params, body }) => {
  const delayMs = body?.force === true ? 0 : context.config.userDeleteDelayMs;
  const user = await removeAccount(context, params.id, delayMs);
  if (user === undefined) throw new ServerError('not-found');
  if (delayMs === 0) context.sweepNow();
  return userAnswer(user, context.now());
});
