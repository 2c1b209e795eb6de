import * as z from 'zod';
import { email, password } from './auth.ts';
import { id, name } from './primitives.ts';

/** Bytes that a user may keep; null: no limit. It may lie below what is kept: nothing is deleted, new uploads are refused. */
const quotaSizeInBytes = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).nullable().optional();

/** Without a quota the server's default counts; a password that somebody else has chosen should be changed. */
export const createUserBody = z.object({
  email,
  password,
  name,
  isAdmin: z.boolean().default(false),
  quotaSizeInBytes,
  shouldChangePassword: z.boolean().default(true),
});

/** What is left out stays as it is. A new password, and `isDisabled: true`, end all sessions of the user. */
export const updateUserBody = z.object({
  email: email.optional(),
  password: password.optional(),
  name: name.optional(),
  isAdmin: z.boolean().optional(),
  quotaSizeInBytes,
  shouldChangePassword: z.boolean().optional(),
  isDisabled: z.boolean().optional(),
});

export const removeUserBody = z
  .object({
    /** At once and for good, instead of after the server's delay. */
    force: z.boolean().default(false),
  })
  .nullish();

export const listUsersQuery = z.object({
  id: id.optional(),
  /** Those who are being removed too. */
  withDeleted: z.enum(['true', 'false']).optional(),
});

export const updateMeBody = z.object({
  name: name.optional(),
  email: email.optional(),
  /** Immich once took it here. */
  password: z.never('change it with POST /auth/change-password').optional(),
});
