import * as z from 'zod';
import { LOGIN_LIMITS } from '../login-limits.ts';

/** A date and time in ISO 8601 with `Z` or an offset; a local time without one says nothing certain. */
export const timestamp = z.iso.datetime({ offset: true });

/** A server-side id: UUID, any version. In capitals it is the same one (RFC 9562, 4). */
export const id = z.uuid().toLowerCase();

/** How many things one request may name: twice what clients ask for at once, and done in a moment. */
export const MAX_PER_REQUEST = 10_000;

/** SHA-1 as 40 hexadecimal digits or as 28 characters of base64, as Immich's clients send either. */
export const checksum = z.union([
  z.string().regex(/^[0-9a-fA-F]{40}$/, 'expected a SHA-1 in hex or base64'),
  z.string().regex(/^[A-Za-z0-9+/]{27}=$/, 'expected a SHA-1 in hex or base64'),
]);

/** A user-given name of one line or more: 1 to 1,000 characters, any Unicode, no NUL. */
export const name = z
  .string()
  .min(1)
  .max(LOGIN_LIMITS.most.name)
  .refine((text) => !text.includes('\0'), 'must not contain NUL');

/** An id that a device gave: opaque to the server, compared exactly. */
export const deviceGivenId = z
  .string()
  .min(1)
  .max(8192)
  .refine((text) => !text.includes('\0'), 'must not contain NUL');
