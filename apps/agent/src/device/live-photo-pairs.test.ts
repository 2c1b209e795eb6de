import { describe, expect, it } from 'vitest';
import type { FileFacts } from './folder-reader.ts';
import { MAX_MOTION_BYTES, pairLivePhotos } from './live-photo-pairs.ts';

const pairsOf = (...names: string[]): [string, string][] =>
  [...pairLivePhotos(names.map((name) => factsOf(name)))].map(([still, motion]) => [still, motion.name]);

const factsOf = (name: string, sizeBytes: number | undefined = 1): FileFacts => ({
  name,
  sizeBytes,
  modifiedAtMs: 0,
  createdAtMs: 0,
  isInCloud: false,
});

describe('pairing Live Photos', () => {
  it.each([
    [['IMG_1.HEIC', 'IMG_1.MOV']],
    [['img_1.heif', 'img_1.mov']],
    [['IMG_1.jpeg', 'IMG_1.Mov']],
    [['IMG_1.HEIC', 'IMG_1.MP4']],
  ])('pairs %s', (names) => {
    expect(pairsOf(...names)).toEqual([names]);
  });

  it.each([
    [['IMG_1.JPG', 'IMG_1.MP4']],
    [['IMG_1.PNG', 'IMG_1.MOV']],
    [['IMG_1.HEIC', 'IMG_2.MOV']],
    [['img_1.HEIC', 'IMG_1.MOV']],
    [['HEIC', 'MOV']],
  ])('leaves %s apart', (names) => {
    expect(pairsOf(...names)).toEqual([]);
  });

  it('gives the motion part to the HEIC when a JPEG stands beside it, and takes a MOV before an MP4', () => {
    expect(pairsOf('a.JPG', 'a.HEIC', 'a.MOV', 'a.MP4')).toEqual([['a.HEIC', 'a.MOV']]);
    expect(pairsOf('a.mov', 'a.heic', 'a.MOV', 'a.HEIC')).toEqual([['a.HEIC', 'a.MOV']]);
  });

  it('lets an empty half take nothing with it', () => {
    expect(pairLivePhotos([factsOf('a.HEIC'), factsOf('a.MOV', 0)]).size).toBe(0);
    expect(pairLivePhotos([factsOf('a.HEIC', 0), factsOf('a.MOV')]).size).toBe(0);
  });

  it('leaves a long video alone', () => {
    const files = [factsOf('a.JPG'), factsOf('a.MOV', MAX_MOTION_BYTES + 1)];
    expect(pairLivePhotos(files).size).toBe(0);
  });
});
