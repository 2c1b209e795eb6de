import { addUser } from '../../auth/accounts.ts';
import { userAnswer } from '../user-answer.ts';
import { route } from '../../http/route.ts';
import { requireMayAdminister } from './require-may-administer.ts';

export const createUser = route('createUser', async ({ context, caller, body }) => {
  requireMayAdminister(caller, { isAdmin: body.isAdmin }, false);
  const { quotaSizeInBytes: quotaBytes, ...account } = body;
  const user = await addUser(context, { ...account, ...(quotaBytes !== undefined && { quotaBytes }) });
  return userAnswer(user, context.now());
});
