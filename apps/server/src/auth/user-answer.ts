import type { Answer } from '../http/route.ts';
import type { User } from './caller.ts';

type UserAnswer = Answer<'me'>;

/** A user as the API shows one. */
export function userAnswer(user: User, now: Date): UserAnswer {
  return {
    id: user.id,
    name: user.name,
    email: user.email,
    isAdmin: user.isAdmin,
    avatarColor: 'primary',
    profileImagePath: '',
    profileChangedAt: user.createdAt,
    storageLabel: user.label,
    shouldChangePassword: user.shouldChangePassword,
    createdAt: user.createdAt,
    updatedAt: user.updatedAt,
    deletedAt: user.removedAt,
    oauthId: '',
    status: statusOf(user, now),
    isDisabled: user.isDisabled,
    license: null,
    quotaSizeInBytes: user.quotaBytes,
    quotaUsageInBytes: user.usageBytes,
  };
}

/** How far a removal has come: `removing` can be undone, `deleted` cannot. */
export function statusOf(user: Pick<User, 'purgeAt'>, now: Date): UserAnswer['status'] {
  if (user.purgeAt === null) return 'active';
  return user.purgeAt > now.toISOString() ? 'removing' : 'deleted';
}
