import { describe, expect, it } from 'vitest';
import { base64Of, base64UrlOf, bytesOfHex } from './base64.ts';

describe('base64', () => {
  it('[U4] [U9] is that of everyone else, at every length', () => {
    const all = Uint8Array.from({ length: 256 }, (_, index) => 255 - index);
    for (let length = 0; length <= all.length; length += 1) {
      const bytes = all.subarray(0, length);
      expect(base64Of(bytes)).toBe(Buffer.from(bytes).toString('base64'));
      expect(base64UrlOf(bytes)).toBe(Buffer.from(bytes).toString('base64url'));
      expect(bytesOfHex(Buffer.from(bytes).toString('hex'))).toEqual(bytes);
    }
  });
});
