import { createHash } from 'node:crypto';

/** A digest field of RFC 9530 with the SHA-256 of some bytes. */
export function sha256Field(bytes: Uint8Array): string {
  return `sha-256=:${createHash('sha256').update(bytes).digest('base64')}:`;
}
