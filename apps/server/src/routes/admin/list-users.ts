import { listAccounts } from '../../accounts/find-accounts.ts';
import { userAnswer } from '../user-answer.ts';
import { route } from '../../http/route.ts';

export const listUsers = route('listUsers', async ({ context, query }) => {
  const users = await listAccounts(context.db);
  return users
    .filter(({ id }) => query.id === undefined || id === query.id)
    .filter(({ removedAt }) => removedAt === null || query.withDeleted === 'true')
    .map((user) => userAnswer(user, context.now()));
});
