import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { tinyHeic, tinyJpeg, tinyMov, tinyMp4, tinyPng } from './tiny-media.ts';

const SEEDS = [0, 1, 2, 255, 256, 65_536, 123_456_789, -1];

describe.each([
  { make: tinyJpeg, format: 'jpeg', side: 16, mostBytes: 400 },
  { make: tinyPng, format: 'png', side: 8, mostBytes: 320 },
  { make: tinyHeic, format: 'heif', side: 16, mostBytes: 400 },
])('$make.name', ({ make, format, side, mostBytes }) => {
  it.each(SEEDS)('decodes with seed %i', async (seed) => {
    const image = make(seed);
    expect(image.length).toBeLessThan(mostBytes);
    const { data, info } = await sharp(image, { failOn: 'warning' })
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect(info).toMatchObject({ width: side, height: side });
    expect(new Set(data).size).toBeGreaterThan(10);
    expect((await sharp(image).metadata()).format).toBe(format);
  });
});

describe.each([
  { make: tinyMp4, brand: 'mp42' },
  { make: tinyMov, brand: 'qt  ' },
])('$make.name', ({ make, brand }) => {
  it.each(SEEDS)('is whole boxes with seed %i', (seed) => {
    const film = Buffer.from(make(seed));
    expect(film.length).toBeLessThan(3_000);
    const boxes = boxesOf(film, 0, film.length);
    expect(boxes[0]).toMatchObject({ type: 'ftyp' });
    expect(film.toString('latin1', 8, 12)).toBe(brand);
    expect(boxes.map(({ type }) => type)).toEqual(expect.arrayContaining(['mdat', 'moov']));
    expect(boxes.at(-1)).toMatchObject({ type: 'free' });
  });

  it('has four frames, which lie inside its media data', () => {
    const film = Buffer.from(make(7));
    const sizes = film.indexOf('stsz') + 8;
    const frames = film.readUInt32BE(sizes + 4);
    expect(frames).toBe(4);
    let mediaBytes = 0;
    for (let frame = 0; frame < frames; frame++) mediaBytes += film.readUInt32BE(sizes + 8 + frame * 4);
    const media = boxesOf(film, 0, film.length).find(({ type }) => type === 'mdat');
    const firstChunk = film.readUInt32BE(film.indexOf('stco') + 12);
    expect(firstChunk).toBeGreaterThanOrEqual(media?.start ?? Infinity);
    expect(firstChunk + mediaBytes).toBeLessThanOrEqual((media?.start ?? 0) + (media?.sizeBytes ?? 0));
    expect(film.includes('avcC')).toBe(true);
  });
});

it.each([tinyJpeg, tinyPng, tinyHeic, tinyMp4, tinyMov])(
  '%o: equal seeds give equal bytes, others do not',
  (make) => {
    expect(make(42)).toEqual(make(42));
    const distinct = new Set(
      Array.from({ length: 500 }, (_, seed) => Buffer.from(make(seed)).toString('base64')),
    );
    expect(distinct.size).toBe(500);
  },
);

it('makes a film and its QuickTime twin differ', () => {
  expect(tinyMov(1)).not.toEqual(tinyMp4(1));
});

function boxesOf(
  film: Buffer,
  start: number,
  end: number,
): { type: string; start: number; sizeBytes: number }[] {
  const boxes = [];
  let at = start;
  while (at < end) {
    const sizeBytes = film.readUInt32BE(at);
    boxes.push({ type: film.toString('latin1', at + 4, at + 8), start: at, sizeBytes });
    expect(sizeBytes).toBeGreaterThanOrEqual(8);
    at += sizeBytes;
  }
  expect(at).toBe(end);
  return boxes;
}
