import { expiryOf, listSessions as sessionsOf } from '../../auth/sessions.ts';
import { route } from '../../http/route.ts';

export const listSessions = route('listSessions', async ({ context, caller }) => {
  const sessions = await sessionsOf(context, caller.user.id);
  return sessions.map((session) => ({
    id: session.id,
    current: caller.kind === 'session' && caller.sessionId === session.id,
    deviceType: session.type,
    deviceOS: session.os,
    appVersion: null,
    createdAt: session.createdAt,
    updatedAt: session.usedAt,
    expiresAt: expiryOf(session, context.config.sessionIdleMs),
    isPendingSyncReset: false,
  }));
});
