import * as z from 'zod';
import { id, name, timestamp } from './primitives.ts';

const email = z.email().max(320);
const password = z.string().min(8).max(1024);

export const signUpBody = z.object({ email, password, name });

/** No minimum on the password here: a short one is simply a wrong one. */
export const loginBody = z.object({ email: z.string().max(320), password: z.string().max(1024) });

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
  status: z.enum(['active', 'removing', 'deleted']),
  license: z.null(),
  /** Bytes that this user may keep; null: no limit. */
  quotaSizeInBytes: z.number().int().nullable(),
  quotaUsageInBytes: z.number().int(),
});

/** `all`, or names such as `asset.upload`. */
const permission = z
  .string()
  .regex(/^(all|[a-zA-Z]+(\.[a-zA-Z]+)+)$/, 'expected "all" or a name such as asset.upload');

export const createApiKeyBody = z.object({
  name: name.default('API Key'),
  permissions: z.array(permission).min(1).max(200).default(['all']),
});

export const apiKeyAnswer = z.object({
  id,
  name: z.string(),
  permissions: z.array(z.string()),
  createdAt: timestamp,
  updatedAt: timestamp,
});

export const createApiKeyAnswer = z.object({ secret: z.string(), apiKey: apiKeyAnswer });
