import * as signIn from '../../auth/sign-in.ts';
import { userAnswer } from '../user-answer.ts';
import { route } from '../../http/route.ts';

export const changePassword = route('changePassword', async ({ context, caller, body, request }) => {
  const sessionId = caller.kind === 'session' ? caller.sessionId : undefined;
  const user = await signIn.changePassword(context, caller.user, { ...body, address: request.ip }, sessionId);
  return userAnswer(user, context.now());
});
