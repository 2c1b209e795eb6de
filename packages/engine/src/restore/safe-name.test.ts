import { describe, expect, it } from 'vitest';
import { composeName, foldedKey, safeFolderName, safeName } from './safe-name.ts';

const joined = (text: string): string => {
  const { stem, extension } = safeName(text);
  return stem + extension;
};
const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

describe('safeName', () => {
  // The table of the server, whose names must come home as they are there.
  it.each([
    ['IMG_1234.JPG', 'IMG_1234.JPG'],
    ['..', '_'],
    ['', '_'],
    ['...', '_'],
    ['../../etc/passwd', '_._.._etc_passwd'],
    ['a/b\\c.jpg', 'a_b_c.jpg'],
    ['.hidden.jpg', '_hidden.jpg'],
    ['line\nbreak\u2028\u0000.jpg', 'line_break__.jpg'],
    ['gpj.\u202Eexe', 'gpj._exe'],
    ['trailing. . ', 'trailing'],
    ['  leading.jpg', 'leading.jpg'],
    ['con', '_con'],
    ['LPT1 .txt.jpg', '_LPT1 .txt.jpg'],
    ['console.jpg', 'console.jpg'],
    ['lone \uD800 surrogate.jpg', 'lone \uFFFD surrogate.jpg'],
    ['Cafe\u0301.jpg', 'Caf\u00e9.jpg'],
  ])('[V3] makes %j the name %j', (text, expected) => {
    expect(joined(text)).toBe(expected);
  });

  it('[V3] fits into 255 bytes with a suffix, cuts no character in two and keeps the extension', () => {
    for (const character of ['a', 'é', '写', '📷']) {
      const { stem, extension } = safeName(`${character.repeat(500)}.heic`);
      const suffix = ' (9f86d081)';
      const name = composeName({ stem, suffix }, extension, [extension, '_motion.mov']);
      expect(bytesOf(name)).toBeLessThanOrEqual(255 - bytesOf('_motion.mov') + bytesOf('.heic'));
      expect(bytesOf(name)).toBeGreaterThan(240);
      expect(name).toMatch(/^(.)\1+ \(9f86d081\)\.heic$/u);
      expect(bytesOf(safeFolderName(character.repeat(500)))).toBeLessThanOrEqual(255);
    }
  });

  it('[V3] gives names that a disk without case takes for one the same key', () => {
    expect(foldedKey('Stra\u00dfe.JPG')).toBe(foldedKey('STRASSE.jpg'));
    expect(foldedKey('Cafe\u0301')).toBe(foldedKey('CAF\u00c9'));
    expect(foldedKey('a')).not.toBe(foldedKey('b'));
  });
});
