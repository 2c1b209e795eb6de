import { signUpAdministrator } from '../../auth/accounts.ts';
import { userAnswer } from '../user-answer.ts';
import { route } from '../../http/route.ts';

export const signUpAdmin = route('signUpAdmin', async ({ context, body }) => {
  const user = await signUpAdministrator(context, body);
  return userAnswer(user, context.now());
});
