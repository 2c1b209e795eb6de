import { createHash, randomBytes } from 'node:crypto';

/** A new secret of 256 random bits, to be shown once. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/**
 * What the server keeps of a token. Tokens are looked up by this, so the time of a lookup tells nothing of the token:
 * to aim at a hash one would have to invert SHA-256.
 */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
