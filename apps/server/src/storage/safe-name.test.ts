import { describe, expect, it } from 'vitest';
import { foldedKey, safeName } from './safe-name.ts';

const joined = (text: string): string => {
  const { stem, extension } = safeName(text);
  return stem + extension;
};

describe('safeName', () => {
  it.each([
    ['IMG_1234.JPG', 'IMG_1234.JPG'],
    ['..', '_'],
    ['', '_'],
    ['...', '_'],
    ['a/b\\c.jpg', 'a_b_c.jpg'],
    ['line\nbreak\u2028\u0000.jpg', 'line_break__.jpg'],
    ['gpj.\u202Eexe', 'gpj._exe'],
    ['trailing. . ', 'trailing'],
    ['  leading.jpg', 'leading.jpg'],
    ['con', '_con'],
    ['LPT1 .txt.jpg', '_LPT1 .txt.jpg'],
    ['console.jpg', 'console.jpg'],
    ['lone \uD800 surrogate.jpg', 'lone \uFFFD surrogate.jpg'],
  ])('[H7] makes %j the name %j', (text, expected) => {
    expect(joined(text)).toBe(expected);
  });

  it('[H7] leaves room for a suffix within 255 bytes, cuts no character in two and keeps the extension', () => {
    for (const character of ['a', 'é', '写', '📷']) {
      const name = joined(`${character.repeat(500)}.heic`);
      expect(Buffer.byteLength(name)).toBeLessThanOrEqual(243);
      expect(Buffer.byteLength(name)).toBeGreaterThan(235);
      expect(name).toMatch(/^(.)\1+\.heic$/u);
    }
  });

  it('[H7] gives names that a disk without case takes for one the same key', () => {
    expect(foldedKey('Stra\u00dfe.JPG')).toBe(foldedKey('STRASSE.jpg'));
    expect(foldedKey('Cafe\u0301')).toBe(foldedKey('CAF\u00c9'));
    expect(foldedKey('a')).not.toBe(foldedKey('b'));
  });
});
