import { expect, it } from 'vitest';
import { leftToRight } from './address.ts';
import { plainName } from './plain-name.ts';

it.each([
  ['\u202egpj.evil.exe', 'gpj.evil.exe'],
  ['a\u2066b\u2067c\u2068d\u2069e\u202a\u202b\u202c\u202df.jpg', 'abcdef.jpg'],
  ['\u200eScreenshot\u200f\u061c.png', 'Screenshot.png'],
  ['one\nline\u2028only\u0007\u001b[2J.jpg', 'onelineonly[2J.jpg'],
  ['caf\uefe9.jpg', 'caf\ufffd.jpg'],
])('%j is shown as %j', (name, shown) => {
  expect(plainName(name)).toBe(shown);
});

it('a name in any writing, and what joins its letters, stays as it is', () => {
  for (const name of [
    'Grüße 日本 🎉.jpg',
    'صورة ١.jpg',
    'می\u200cخواهم.jpg',
    '👩\u200d👩\u200d👧.heic',
    'a b_c-d (1).JPG',
  ])
    expect(plainName(name)).toBe(name);
});

it('a path leaves its own line no more than a name does', () => {
  expect(leftToRight('/home/\u2069\u202ea/b')).toBe('\u2066/home/a/b\u2069');
});
