import { createHash } from 'node:crypto';
import type { Checksum } from '@keepsake/engine';

/** What a fake file holds: text, bytes, or pseudo-random bytes of any size that are never in memory whole. */
export type FakeContent = string | Uint8Array | { readonly sizeBytes: number; readonly seed: number };

/** How many bytes the content has. */
export function sizeOfContent(content: FakeContent): number {
  return typeof content === 'string' || content instanceof Uint8Array
    ? bytesOf(content).byteLength
    : content.sizeBytes;
}

/** The bytes from `fromByte`, at most `maxBytes` of them; empty at the end. The same content gives the same bytes. */
export function readContent(content: FakeContent, fromByte: number, maxBytes: number): Uint8Array {
  if (typeof content === 'string' || content instanceof Uint8Array) {
    return bytesOf(content).slice(fromByte, fromByte + maxBytes);
  }
  const bytes = new Uint8Array(Math.max(0, Math.min(maxBytes, content.sizeBytes - fromByte)));
  for (let index = 0; index < bytes.length; index++) {
    const at = fromByte + index;
    bytes[index] = Math.imul(Math.trunc(at / 4) ^ content.seed, 0x9e3779b1) >>> ((at % 4) * 8);
  }
  return bytes;
}

/** The SHA-1 of the content: what a test expects to find as its checksum. */
export function checksumOfContent(content: FakeContent): Checksum {
  const hash = createHash('sha1');
  const chunkBytes = 1024 * 1024;
  for (let at = 0; at < sizeOfContent(content); at += chunkBytes) {
    hash.update(readContent(content, at, chunkBytes));
  }
  return hash.digest('hex') as Checksum;
}

const bytesOf = (content: string | Uint8Array): Uint8Array =>
  typeof content === 'string' ? new TextEncoder().encode(content) : content;
