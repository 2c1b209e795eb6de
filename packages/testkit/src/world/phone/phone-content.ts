import { createHash } from 'node:crypto';
import type { Checksum } from '@keepsake/engine';

/** The bytes of a simulated file, and their name. Equal contents are one object, so that a copy costs nothing. */
export interface PhoneContent {
  readonly bytes: Uint8Array;
  readonly checksum: Checksum;
}

/** Bytes that no other seed gives: a word that is mixed anew for each four bytes. */
export function createContent(seed: number, sizeBytes: number): PhoneContent {
  const bytes = new Uint8Array(sizeBytes);
  const words = new Uint32Array(bytes.buffer, 0, sizeBytes >> 2);
  let state = Math.imul(seed + 1, 0x9e3779b1) | 1;
  for (let index = 0; index < words.length; index += 1) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    words[index] = state >>> 0;
  }
  for (let index = words.length * 4; index < sizeBytes; index += 1) {
    bytes[index] = state >>> (8 * (index % 4));
  }
  // A file of a few bytes must not equal another one by chance, either.
  for (let index = 0; index < Math.min(4, sizeBytes); index += 1) bytes[index] = seed >>> (8 * index);
  return contentOf(bytes);
}

/** These very bytes. */
export function contentOf(bytes: Uint8Array): PhoneContent {
  return { bytes, checksum: createHash('sha1').update(bytes).digest('hex') as Checksum };
}
