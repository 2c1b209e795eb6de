import { addUser } from '../../auth/accounts.ts';
import { userAnswer } from '../../auth/user-answer.ts';
import { route } from '../../http/route.ts';

export const createUser = route('createUser', async ({ context, body }) => {
  const { quotaSizeInBytes: quotaBytes, ...account } = body;
  const user = await addUser(context, { ...account, ...(quotaBytes !== undefined && { quotaBytes }) });
  return userAnswer(user, context.now());
});
