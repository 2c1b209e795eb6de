import * as z from 'zod';
import { EMAIL_SHAPE, LOGIN_LIMITS } from '../login-limits.ts';
import { id, name, timestamp } from './primitives.ts';

const { leastPassword, most } = LOGIN_LIMITS;

/** An e-mail address, which names an account; compared without regard to case. */
export const email = z.email({ pattern: EMAIL_SHAPE }).max(most.email);

/** A password that is to be set. */
export const password = z.string().min(leastPassword).max(most.password);

export const signUpBody = z.object({ email, password, name });

/** No minimum on the password here: a short one is simply a wrong one. */
export const loginBody = z.object({
  email: z.string().max(most.email),
  password: z.string().max(most.password),
});

export const loginAnswer = z.object({
  accessToken: z.string(),
  userId: id,
  userEmail: z.string(),
  name: z.string(),
  isAdmin: z.boolean(),
  profileImagePath: z.string(),
  shouldChangePassword: z.boolean(),
  isOnboarded: z.boolean(),
});

export const validateTokenAnswer = z.object({ authStatus: z.boolean() });

export const logoutAnswer = z.object({ successful: z.boolean(), redirectUri: z.string() });

/** Ends all other sessions, whatever `invalidateSessions` says: whoever changes a password may have lost the old one. */
export const changePasswordBody = z.object({
  password: z.string().max(most.password),
  newPassword: password,
  invalidateSessions: z.boolean().optional(),
});

/** A signed-in device. */
export const sessionAnswer = z.object({
  id,
  /** Whether it is the session of this very request. */
  current: z.boolean(),
  /** What its browser or program calls itself, such as `Firefox`; empty when unknown. */
  deviceType: z.string(),
  /** Such as `Android`; empty when unknown. */
  deviceOS: z.string(),
  appVersion: z.string().nullable(),
  createdAt: timestamp,
  /** When it was last used, to a few minutes. */
  updatedAt: timestamp,
  /** When it ends unless it is used before. */
  expiresAt: timestamp,
  isPendingSyncReset: z.boolean(),
});

export const userAnswer = z.object({
  id,
  name: z.string(),
  email: z.string(),
  isAdmin: z.boolean(),
  avatarColor: z.string(),
  profileImagePath: z.string(),
  profileChangedAt: timestamp,
  storageLabel: z.string().nullable(),
  shouldChangePassword: z.boolean(),
  createdAt: timestamp,
  updatedAt: timestamp,
  deletedAt: timestamp.nullable(),
  oauthId: z.string(),
  /** `removing` can be undone until its delay is over; `deleted` is on its way out and cannot. */
  status: z.enum(['active', 'removing', 'deleted']),
  /** Not allowed to sign in until an administrator enables the account again. */
  isDisabled: z.boolean(),
  license: z.null(),
  /** Bytes that this user may keep; null: no limit. */
  quotaSizeInBytes: z.number().int().nullable(),
  quotaUsageInBytes: z.number().int(),
});

/** `all`, or a name such as `asset.upload`; the server refuses those that neither it nor Immich knows. */
const permission = z
  .string()
  .regex(/^[a-zA-Z]+(\.[a-zA-Z]+)*$/, 'expected "all" or a name such as asset.upload');

export const createApiKeyBody = z.object({
  name: name.default('API Key'),
  permissions: z.array(permission).min(1).max(200).default(['all']),
});

export const updateApiKeyBody = z.object({
  name: name.optional(),
  permissions: z.array(permission).min(1).max(200).optional(),
});

export const apiKeyAnswer = z.object({
  id,
  name: z.string(),
  permissions: z.array(z.string()),
  createdAt: timestamp,
  updatedAt: timestamp,
});

export const createApiKeyAnswer = z.object({ secret: z.string(), apiKey: apiKeyAnswer });
