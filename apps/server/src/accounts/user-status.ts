import type { User } from '../auth/caller.ts';

export type UserStatus = 'active' | 'removing' | 'deleted';

/** How far a removal has come: `removing` can be undone, `deleted` cannot. */
export function statusOf(user: Pick<User, 'purgeAt'>, now: Date): UserStatus {
  if (user.purgeAt === null) return 'active';
  return user.purgeAt > now.toISOString() ? 'removing' : 'deleted';
}
