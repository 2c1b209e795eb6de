import { describe, expect, it } from 'vitest';
import { osPathOf, textOfBytes, textOfLatin1 } from './file-name-codec.ts';

const bytesOf = (path: string | Buffer): Buffer => Buffer.from(path as string, 'utf8');

describe('file names as text', () => {
  it.each(['IMG_1.jpg', 'Straße.heic', '写真 📷.png', 'e\u0301.jpg', '\ufeffbom.jpg', '\u{ee00}.jpg'])(
    'leaves valid UTF-8 alone: %s',
    (name) => {
      expect(textOfBytes(Buffer.from(name))).toBe(name);
      expect(textOfLatin1(Buffer.from(name).toString('latin1'))).toBe(name);
      expect(osPathOf(name)).toBe(name);
    },
  );

  it.each([
    ['a Latin-1 name', [0x66, 0xfc, 0x72]],
    ['a cut-off sequence', [0x61, 0xe2, 0x82]],
    ['an overlong sequence', [0xc0, 0xaf]],
    ['a surrogate', [0xed, 0xa0, 0x80]],
    ['past the last code point', [0xf4, 0x90, 0x80, 0x80]],
    ['valid text around a bad byte', [...Buffer.from('ä'), 0xff, ...Buffer.from('📷')]],
    ['a character of the escape range', [...Buffer.from('\uef80x')]],
    ['an escape character beside a bad byte', [...Buffer.from('\uefff'), 0x80]],
  ])('brings back the very bytes of %s', (_what, bytes) => {
    const text = textOfBytes(Buffer.from(bytes));
    expect(text.isWellFormed()).toBe(true);
    expect([...bytesOf(osPathOf(text))]).toEqual(bytes);
  });

  it('gives different names different texts', () => {
    const names = [[0x80], [...Buffer.from('\uef80')], [0xef, 0xbe], [...Buffer.from('\ufffd')]];
    expect(new Set(names.map((name) => textOfBytes(Buffer.from(name)))).size).toBe(names.length);
  });
});
