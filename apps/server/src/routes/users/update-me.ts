import { changeAccount } from '../../accounts/change-account.ts';
import { userAnswer } from '../user-answer.ts';
import { ServerError } from '../../errors/server-error.ts';
import { route } from '../../http/route.ts';

export const updateMe = route('updateMe', async ({ context, caller, body }) => {
  const user = await changeAccount(context, caller.user.id, { name: body.name, email: body.email });
  if (user === undefined) throw new ServerError('unauthorized');
  return userAnswer(user, context.now());
});
