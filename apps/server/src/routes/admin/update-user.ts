import { changeAccount } from '../../accounts/change-account.ts';
import { userAnswer } from '../user-answer.ts';
import { ServerError } from '../../errors/server-error.ts';
import { route } from '../../http/route.ts';
import { requireMayAdminister } from './require-may-administer.ts';

export const updateUser = route('updateUser', async ({ context, caller, params, body }) => {
  const { quotaSizeInBytes: quotaBytes, ...changes } = body;
  // Administrators who set their own password stay signed in here.
  const sessionToKeep = caller.kind === 'session' ? caller.sessionId : undefined;
  const user = await changeAccount(
    context,
    params.id,
    { ...changes, quotaBytes },
    {
      sessionToKeep,
      requireMay: ({ isAdmin }) => requireMayAdminister(caller, changes, isAdmin),
    },
  );
  if (user === undefined) throw new ServerError('not-found');
  return userAnswer(user, context.now());
});
