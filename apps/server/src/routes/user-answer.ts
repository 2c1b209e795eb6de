import { statusOf } from '../accounts/user-status.ts';
import type { User } from '../auth/caller.ts';
import type { Answer } from '../http/route.ts';

/** A user as the API shows one. */
export function userAnswer(user: User, now: Date): Answer<'me'> {
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
