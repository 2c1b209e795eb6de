import { endSession } from '../../auth/sessions.ts';
import { logoutCookies } from '../../auth/cookies.ts';
import { route } from '../../http/route.ts';

export const logout = route('logout', async ({ context, caller, reply }) => {
  if (caller.kind === 'session') await endSession(context.db, caller.sessionId);
  reply.header('set-cookie', logoutCookies());
  return { successful: true, redirectUri: '/auth/login?autoLaunch=0' };
});
