import { deviceOf } from '../../auth/device-of.ts';
import { signIn } from '../../auth/sign-in.ts';
import { loginCookies } from '../../auth/cookies.ts';
import { route } from '../../http/route.ts';

export const login = route('login', async ({ context, body, request, reply }) => {
  const device = deviceOf(request.headers['user-agent']);
  const { user, accessToken } = await signIn(context, { ...body, address: request.ip, device });
  reply.header('set-cookie', loginCookies(accessToken, request.protocol === 'https'));
  reply.header('cache-control', 'no-store');
  return {
    accessToken,
    userId: user.id,
    userEmail: user.email,
    name: user.name,
    isAdmin: user.isAdmin,
    profileImagePath: '',
    shouldChangePassword: user.shouldChangePassword,
    isOnboarded: true,
  };
});
