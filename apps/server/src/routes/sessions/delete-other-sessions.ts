import { endSessions } from '../../auth/sessions.ts';
import { route } from '../../http/route.ts';

export const deleteOtherSessions = route('deleteOtherSessions', async ({ context, caller }) => {
  await endSessions(context.db, caller.user.id, caller.kind === 'session' ? caller.sessionId : undefined);
  return null;
});
