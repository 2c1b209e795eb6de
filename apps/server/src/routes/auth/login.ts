import { checkLogin } from '../../auth/accounts.ts';
import { openSession } from '../../auth/sessions.ts';
import { ServerError } from '../../errors/server-error.ts';
import { loginCookies } from '../../http/cookies.ts';
import { route } from '../../http/route.ts';

export const login = route('login', async ({ context, body, request, reply }) => {
  const user = await checkLogin(context.db, body.email, body.password);
  if (user === undefined) throw new ServerError('wrong-credentials');
  const accessToken = await openSession(context, user.id);
  reply.header('set-cookie', loginCookies(accessToken, request.protocol === 'https'));
  reply.header('cache-control', 'no-store');
  return {
    accessToken,
    userId: user.id,
    userEmail: user.email,
    name: user.name,
    isAdmin: user.isAdmin,
    profileImagePath: '',
    shouldChangePassword: false,
    isOnboarded: true,
  };
});
