import type { ImmichRoutes } from './immich-call.ts';

/** What an Immich server says of itself and of the person who asks. */
export const immichServerRoutes: ImmichRoutes = {
  'GET /server/ping': () => [200, { res: 'pong' }],
  'GET /server/version': ({ server: { version } }) => [
    200,
    { major: version[0], minor: version[1], patch: version[2] },
  ],
  'GET /server/features': () => [200, { smartSearch: true, trash: true, passwordLogin: true, sidecar: true }],
  'GET /users/me': ({ account }) => [
    200,
    {
      id: account.userId,
      name: account.userId,
      email: 'someone@example.org',
      // It goes on saying so of whoever changed it by `POST /auth/change-password`.
      shouldChangePassword: true,
      quotaSizeInBytes: account.quotaBytes ?? null,
      // It counts nothing until there is something.
      quotaUsageInBytes: account.usedBytes === 0 ? null : account.usedBytes,
    },
  ],
};
