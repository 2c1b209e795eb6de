import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { checksumToHex } from './checksums.ts';

describe('checksumToHex', () => {
  it('brings hex and base64 to the same lower-case hex', () => {
    for (let n = 0; n < 300; n++) {
      const digest = createHash('sha1').update(String(n)).digest();
      expect(checksumToHex(digest.toString('base64'))).toBe(digest.toString('hex'));
      expect(checksumToHex(digest.toString('hex').toUpperCase())).toBe(digest.toString('hex'));
    }
  });

  it.each(['', 'abc', 'z'.repeat(40), 'A'.repeat(28), `${'A'.repeat(27)}-`, ` ${'a'.repeat(40)}`])(
    'refuses %j',
    (text) => {
      expect(() => checksumToHex(text)).toThrow(TypeError);
    },
  );
});
