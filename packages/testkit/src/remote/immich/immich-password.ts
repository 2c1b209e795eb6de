import type { ImmichRoutes } from './immich-call.ts';
import { HttpRefusal } from './http-refusal.ts';

/** What every account has at first. */
const INITIAL_PASSWORD = 'correct horse';

/** The password of whoever asks. It goes on saying that it should be changed. */
export const immichPasswordRoutes: ImmichRoutes = {
  'POST /auth/change-password': ({ server, account, body }) => {
    if (typeof body.newPassword !== 'string' || body.newPassword.length < 8)
      throw new HttpRefusal(400, 'newPassword must be longer than or equal to 8 characters');
    if (body.password !== (server.passwords.get(account.userId) ?? INITIAL_PASSWORD))
      throw new HttpRefusal(400, 'Wrong password');
    server.passwords.set(account.userId, body.newPassword);
    return [200, { id: account.userId, shouldChangePassword: true }];
  },
};
