import { describe, expect, it } from 'vitest';
import { idIn, inAddress } from './id-in-address.ts';

const IDS = [
  'My%20photo.jpg',
  'x%2Fy.jpg',
  '100%25.jpg',
  '100%.jpg',
  'a#b.jpg',
  'a?b=c&d.jpg',
  'a+b.jpg',
  'IMG_1234 (1).jpg',
  'Trip (2023)/x.jpg',
  '(a,b)/[c].jpg',
  'back\\slash.jpg',
  'Müller/Übung.jpg',
  'U\u0308bung.jpg',
  '写真/夏.jpg',
  'صور/صيف.jpg',
  '😀/👩‍👧.jpg',
  'half \ud83d of one',
  'PHOTO~1.JPG',
  '~28~u0041.jpg',
  '~',
  '.',
  '..',
  '../x',
  '.hidden',
  'index',
  'undefined',
  'null',
  ' ',
  '',
  'line\nbreak \u0000 \u202e',
  'B84E8479-475C-4727-A4A4-B77AA9980897/L0/001',
];

describe('an id in an address', () => {
  it.each(IDS)('%j comes back, however often the router decodes it', (id) => {
    const written = inAddress(id);
    const once = decodeURIComponent(encodeURIComponent(written));
    expect(idIn(once)).toBe(id);
    expect(idIn(decodeURIComponent(decodeURIComponent(once)))).toBe(id);
  });

  it.each(IDS)('%j leaves nothing that means something in an address', (id) => {
    expect(inAddress(id)).toMatch(/^[\p{L}\p{M}\p{N}_~-][\p{L}\p{M}\p{N}._~-]*$/u);
    expect(new URL(`/why/${inAddress(id)}`, 'http://localhost').pathname.split('/')).toHaveLength(3);
  });

  it('is told apart from every other', () => {
    expect(new Set(IDS.map(inAddress)).size).toBe(IDS.length);
  });

  it.each([
    ['IMG_1234.jpg', 'IMG_1234.jpg'],
    ['2023/Müller.jpg', '2023~2FMüller.jpg'],
    ['IMG_1234 (1).jpg', 'IMG_1234~20~281~29.jpg'],
  ])('can be read: %s', (id, written) => {
    expect(inAddress(id)).toBe(written);
  });

  it('is read from an address of before, too', () => {
    expect(idIn('2023/IMG_1 (1).jpg')).toBe('2023/IMG_1 (1).jpg');
  });
});
