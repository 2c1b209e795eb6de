import { describe, expect, it } from 'vitest';
import { mediaTypeOf } from './media-types.ts';

describe('mediaTypeOf', () => {
  it('goes by the last extension, without regard to case', () => {
    expect(mediaTypeOf('IMG_1.HEIC')).toEqual({ kind: 'image', mimeType: 'image/heic' });
    expect(mediaTypeOf('a.jpg.mov')).toEqual({ kind: 'video', mimeType: 'video/quicktime' });
  });

  it.each(['', 'jpg', 'a.txt', 'a.jpg ', 'a.', 'a.xmp', 'a.constructor', 'a.__proto__', 'a.toString'])(
    'knows no type of %j',
    (name) => {
      expect(mediaTypeOf(name)).toBeUndefined();
    },
  );
});
