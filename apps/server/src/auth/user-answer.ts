import type { Answer } from '../http/route.ts';
import type { User } from './caller.ts';

type UserAnswer = Answer<'me'>;

/** A user as the API shows one. */
export function userAnswer(user: User): UserAnswer {
  return {
    id: user.id,
    name: user.name,
    email: user.email,
    isAdmin: user.isAdmin,
    avatarColor: 'primary',
    profileImagePath: '',
    profileChangedAt: user.createdAt,
    storageLabel: user.label,
    shouldChangePassword: false,
    createdAt: user.createdAt,
    updatedAt: user.updatedAt,
    deletedAt: null,
    oauthId: '',
    status: 'active',
    license: null,
    quotaSizeInBytes: user.quotaBytes,
    quotaUsageInBytes: user.usageBytes,
  };
}
